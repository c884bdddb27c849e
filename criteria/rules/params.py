"""Reading a rule's parameters: every value is checked and nothing unknown is left over."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from parindex.lib.numbers import NumberError, format_decimal, parse_decimal
from parindex.lib.text import nfc

_KEY = re.compile(r"[a-z0-9_]{1,40}")
_LABEL_LENGTH = 300


class RuleError(ValueError):
    """A rule that cannot be used; `path` says which parameter, `message` how to mend it."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__(f"{path}: {message}")
        self.message = message
        self.path = path


class Params:
    """A mapping of parameters that knows where it stands and what has been read."""

    def __init__(self, data: Mapping[str, object], path: str = "") -> None:
        self._data = data
        self._path = path
        self._read: set[str] = set()

    def path(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def fail(self, name: str, message: str) -> RuleError:
        return RuleError(message, self.path(name))

    def has(self, name: str) -> bool:
        return self._take(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        value = self._take(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise self.fail(name, "Thiếu nội dung; nhập một dòng chữ.")
        if len(value) > _LABEL_LENGTH:
            raise self.fail(name, f"Dài quá {_LABEL_LENGTH} ký tự; rút gọn lại.")
        return nfc(value.strip())

    def key(self, name: str = "key") -> str:
        value = self._take(name)
        if not isinstance(value, str) or not _KEY.fullmatch(value):
            raise self.fail(
                name, "Mã phải gồm 1 đến 40 chữ thường không dấu, chữ số hoặc dấu gạch dưới."
            )
        return value

    def one_of(self, name: str, allowed: Sequence[str], default: str | None = None) -> str:
        value = self._take(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or value not in allowed:
            raise self.fail(name, f'"{value}" không dùng được. Chọn: {", ".join(allowed)}.')
        return value

    def flag(self, name: str) -> bool:
        value = self._take(name)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise self.fail(name, "Phải là true hoặc false.")
        return value

    def decimal(
        self,
        name: str,
        *,
        low: Decimal | int | None = None,
        high: Decimal | int | None = None,
        default: Decimal | None = None,
    ) -> Decimal:
        value = self._take(name)
        if value is None and default is not None:
            return default
        number = self._number(name, value)
        if low is not None and number < low:
            raise self.fail(name, f"{_shown(number)} nhỏ hơn mức thấp nhất là {_shown(low)}.")
        if high is not None and number > high:
            raise self.fail(name, f"{_shown(number)} vượt mức cao nhất là {_shown(high)}.")
        return number

    def positive(self, name: str, *, default: Decimal | None = None) -> Decimal:
        number = self.decimal(name, default=default)
        if number <= 0:
            raise self.fail(name, f"{_shown(number)} không dùng được; nhập số lớn hơn 0.")
        return number

    def whole(self, name: str) -> int:
        number = self.decimal(name, low=0)
        if number != number.to_integral_value():
            raise self.fail(name, f"{_shown(number)} không phải là số nguyên.")
        return int(number)

    def mapping(self, name: str) -> Mapping[str, object]:
        value = self._take(name)
        if not isinstance(value, Mapping):
            raise self.fail(name, "Thiếu nhóm tham số.")
        return value

    def items(self, name: str, *, at_least: int = 1) -> Iterator["Params"]:
        """The entries of a list, each to be read wholly."""
        value = self._take(name)
        if not isinstance(value, list | tuple) or len(value) < at_least:
            raise self.fail(name, f"Cần ít nhất {at_least} dòng.")
        for index, item in enumerate(value):
            path = f"{self.path(name)}[{index}]"
            if not isinstance(item, Mapping):
                raise RuleError("Mỗi dòng phải là một nhóm tham số.", path)
            entry = Params(item, path)
            yield entry
            entry.done()

    def done(self) -> None:
        """Complain of parameters that nobody read: most likely a spelling mistake."""
        for name in self._data:
            if name not in self._read:
                raise self.fail(name, "Cách chấm này không có tham số đó; bỏ đi hoặc sửa lại tên.")

    def _take(self, name: str) -> object:
        self._read.add(name)
        return self._data.get(name)

    def _number(self, name: str, value: object) -> Decimal:
        if value is None:
            raise self.fail(name, "Thiếu số.")
        if isinstance(value, bool | float):
            raise self.fail(name, f'Viết số dưới dạng chuỗi, ví dụ "0.5", thay cho {value!r}.')
        if isinstance(value, Decimal | int):
            return _finite(Decimal(value), self.path(name))
        if not isinstance(value, str):
            raise self.fail(name, "Không phải là số.")
        try:
            return parse_decimal(value)
        except NumberError as error:
            raise self.fail(name, str(error)) from None


def unique(params: Params, name: str, keys: Sequence[str]) -> None:
    """No key may stand twice in a list of options."""
    for key in keys:
        if keys.count(key) > 1:
            raise params.fail(name, f'"{key}" bị lặp lại; mỗi dòng phải khác nhau.')


def _finite(number: Decimal, path: str) -> Decimal:
    if not number.is_finite():
        raise RuleError("Không phải là số hữu hạn.", path)
    return number


def _shown(number: Decimal | int) -> str:
    return format_decimal(number, places=4, strip=True)
