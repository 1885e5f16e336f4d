"""What the parsers of YAML and JSON say about bad syntax, in Korean; their own words are English only.

The phrases are those of libyaml and PyYAML (which word the same fault differently) and of Python's `json`.
"""

from __future__ import annotations

# (part of the parser's sentence, in Korean); the first that is found decides
_yaml = (
    (
        "mapping values are not allowed",
        "여기에는 '키: 값'이 올 수 없습니다. 들여쓰기와 쌍점(:) 뒤의 빈칸을 확인해 주세요",
    ),
    ("mapping keys are not allowed", "여기에는 키가 올 수 없습니다. 들여쓰기를 확인해 주세요"),
    ("sequence entries are not allowed", "목록의 '-'는 새 줄에서 시작합니다"),
    (
        "that cannot start any token",
        "이 글자로는 값을 시작할 수 없습니다. 들여쓰기에 탭을 쓰지 말고, 기호는 따옴표로 감싸 주세요",
    ),
    ("tab character", "들여쓰기에 탭을 쓰지 말고 빈칸을 쓰세요"),
    ("unexpected end of stream", "따옴표가 닫히지 않았습니다"),
    ("unknown escape character", "역슬래시(\\) 뒤에 올 수 없는 글자입니다"),
    ("escape", "역슬래시(\\)로 적은 글자가 잘못되었습니다"),
    ("expected ',' or ']'", "목록의 ','나 닫는 ']'가 없습니다"),
    ("expected ',' or '}'", "','나 닫는 '}'가 없습니다"),
    ("expected '-' indicator", "목록은 줄마다 '-'로 시작합니다"),
    ("expected key", "여기에는 키가 와야 합니다. 들여쓰기를 앞줄과 맞춰 주세요"),
    ("<block end>", "여기에 올 수 없는 글입니다. 들여쓰기를 앞줄과 맞춰 주세요"),
    ("node content", "값이 있을 자리에 값이 없습니다"),
    ("expected ':'", "키 뒤에 쌍점(:)이 없습니다"),
    ("document start", "문서가 끝난 뒤에 글이 더 있습니다. 들여쓰기를 확인해 주세요"),
    ("alphabetic or numeric", "'&'와 '*'로 시작하는 값은 따옴표로 감싸 주세요"),
    ("directive", "'%'로 시작하는 줄은 쓰지 않습니다"),
    ("comment or line break", "'|'나 '>' 뒤에는 줄을 바꿔 주세요"),
    ("indentation", "들여쓰기가 맞지 않습니다"),
    ("tag", "태그(!)는 쓰지 않습니다"),
)
_json = (
    ("property name", "큰따옴표로 감싼 키가 와야 합니다"),
    ("Expecting value", "값이 와야 합니다 (글은 큰따옴표로 감싸고, 마지막 쉼표는 빼세요)"),
    ("':' delimiter", "키 뒤에 쌍점(:)이 와야 합니다"),
    ("',' delimiter", "쉼표(,)나 닫는 괄호가 와야 합니다"),
    ("Extra data", "문서가 끝난 뒤에 글이 더 있습니다"),
    ("Unterminated string", "큰따옴표가 닫히지 않았습니다"),
    ("control character", "글 안에 줄 바꿈이나 탭을 그대로 넣을 수 없습니다"),
    ("trailing comma", "마지막 쉼표를 빼세요"),
    ("escape", "역슬래시(\\)로 적은 글자가 잘못되었습니다"),
)
_tables = {"YAML": _yaml, "JSON": _json}


def malformed(language: str, said: str, column: int) -> tuple[str, str]:
    """The Korean and the English sentence for what a parser of "YAML" or "JSON" said at a column (from 1)."""
    found = next((words for part, words in _tables[language] if part in said), "이 줄이나 바로 앞줄을 확인해 주세요")
    return (
        f"{language} 문법에 맞지 않습니다 ({column}번째 칸): {found}.",
        f"not well-formed {language} (column {column}): {said}",
    )
