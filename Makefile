.DEFAULT_GOAL := help
.PHONY: help setup run worker test check format screenshots clean

help: ## Danh sách các lệnh
	@echo "Cổng PAR INDEX. Các lệnh:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r verb what; do printf '  make %-11s %s\n' "$$verb" "$$what"; done

setup: ## Tạo .venv, cài gói Python và thư viện hệ thống
	@bash scripts/setup.sh

run: ## Chạy cổng tại http://127.0.0.1:8000 (cổng khác: make run PORT=8001)
	@bash scripts/run.sh

worker: ## Chạy việc nền và lịch định kỳ (khi đã đặt REDIS_URL)
	@bash scripts/worker.sh

test: ## Chạy toàn bộ kiểm thử (một phần: make test ARGS="tests/criteria -x")
	@bash scripts/test.sh $(ARGS)

check: ## Soát định dạng, kiểu, migration, mẫu HTML, cấu hình triển khai
	@bash scripts/check.sh

format: setup ## Sắp xếp lại mã Python theo quy ước
	@bash scripts/format.sh

screenshots: setup ## Chụp lại ảnh trong docs/man-hinh từ cổng đang chạy dữ liệu mẫu
	@.venv/bin/python -m scripts.screenshots $(or $(ADDRESS),http://127.0.0.1:8000)

clean: ## Xoá môi trường và tệp tạm (giữ dữ liệu trong var/)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis var/staticfiles
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
