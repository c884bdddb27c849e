"""A page's form as a browser would send it."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Names and values of the form that holds the named input; what a <template> holds is not
    part of it."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.buttons: list[tuple[str, str]] = []
        self._templates = 0
        self._choosing = ""
        self._options: list[tuple[str, bool]] = []
        self._writing = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._templates += 1
        if not self._templates and hasattr(self, f"_{tag}"):
            getattr(self, f"_{tag}")(values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._templates -= 1
        elif self._templates:
            return
        elif tag == "select" and self._choosing:
            chosen = [value for value, is_selected in self._options if is_selected]
            first = self._options[0][0] if self._options else ""
            self._put(self._choosing, chosen[0] if chosen else first)
            self._choosing = ""
        elif tag == "textarea" and self._writing:
            self._put(self._writing, self._text.removeprefix("\n"))
            self._writing = ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def _form(self, values: dict[str, str]) -> None:
        self.forms.append({})

    def _button(self, values: dict[str, str]) -> None:
        self.buttons.append((values.get("name", ""), values.get("value", "")))

    def _select(self, values: dict[str, str]) -> None:
        self._choosing, self._options = values.get("name", ""), []

    def _option(self, values: dict[str, str]) -> None:
        self._options.append((values.get("value", ""), "selected" in values))

    def _textarea(self, values: dict[str, str]) -> None:
        self._writing, self._text = values.get("name", ""), ""

    def _input(self, values: dict[str, str]) -> None:
        if values.get("type") in ("checkbox", "radio"):
            if "checked" in values:
                self._put(values["name"], values.get("value", "on"))
        elif values.get("name"):
            self._put(values["name"], values.get("value", ""))

    def _put(self, name: str, value: str) -> None:
        if self.forms:
            self.forms[-1][name] = value


def form_with(html: str, name: str) -> dict[str, str]:
    """What the form that has this input would send if nothing were typed."""
    parser = _Form()
    parser.feed(html)
    return next(form for form in parser.forms if name in form)


def buttons(html: str, name: str = "do") -> list[str]:
    parser = _Form()
    parser.feed(html)
    return [value for own, value in parser.buttons if own == name]
