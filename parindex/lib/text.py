"""Vietnamese text: one composed form, dictionary order, list letters, accent-free search."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}

# Thứ tự thanh trong từ điển: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

# Thứ tự điểm trong văn bản hành chính: có đ, không có f, j, w, z.
_LIST_LETTERS = "abcdđeghiklmnopqrstuvxy"

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""Of parts, annexes and quarters, in order."""

_WORDS = re.compile(r"[0-9]+|[^\W\d_]+")

_Word = tuple[int, int, tuple[int, ...], int]
SortKey = tuple[tuple[_Word, ...], str]


def nfc(text: str) -> str:
    """One composed form, so that equal-looking names are equal."""
    return unicodedata.normalize("NFC", text)


def sort_key(text: str) -> SortKey:
    """Dictionary order, syllable by syllable: letters first, then tone; numbers by size."""
    composed = nfc(text)
    return tuple(_word_key(word) for word in _WORDS.findall(composed.lower())), composed


def fold(text: str) -> str:
    """Lower case without accents, for searching: `Đồng Nai` → `dong nai`."""
    decomposed = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())


def list_letters() -> Iterator[str]:
    """a, b, c, d, đ, e, g … y, then aa, bb … for longer lists."""
    for repeat in count(1):
        for letter in _LIST_LETTERS:
            yield letter * repeat


def _word_key(word: str) -> _Word:
    if word.isdecimal():
        return 0, int(word), (), 0
    letters: list[int] = []
    tone = 0
    for char in word:
        letter, char_tone = _split_tone(char)
        letters.append(_RANK.get(letter, len(_ALPHABET) + ord(letter[0])))
        tone = tone or char_tone
    return 1, 0, tuple(letters), tone


def _split_tone(char: str) -> tuple[str, int]:
    """`ấ` → (`â`, sắc): only the tone mark is taken off, the letter stays."""
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES[part] for part in parts if part in _TONES), 0)
    bare = "".join(part for part in parts if part not in _TONES)
    return nfc(bare), tone
