"""What can go wrong before, in and after a run, each with what to do about it, in both languages."""

from __future__ import annotations

from madang.rules.service import Label

INSTALL = Label(
    "Spark에는 pyspark와 pyarrow가 필요합니다: make setup-spark",
    "Spark needs pyspark and pyarrow: make setup-spark",
)
JAVA = 17
"""The oldest Java that Spark 4 starts on."""


class ClusterProblem(Exception):
    """Carries the reason in both languages."""

    def __init__(self, ko: str, en: str) -> None:
        super().__init__(f"{ko} / {en}")
        self.label = Label(ko, en)


class SparkMissing(ClusterProblem):
    """pyspark, pyarrow or something they want is not installed."""

    def __init__(self, detail: object) -> None:
        super().__init__(f"{INSTALL.ko} ({detail})", f"{INSTALL.en} ({detail})")


class JavaMissing(ClusterProblem):
    """No Java, or one that is too old; found: its version, None where there is none."""

    def __init__(self, found: str | None) -> None:
        had = (
            ("Java가 없습니다", "there is no Java") if found is None else (f"Java {found}뿐입니다", f"Java is {found}")
        )
        super().__init__(
            f"{had[0]}. Spark에는 Java {JAVA} 이상이 필요합니다 "
            f"(예: apt-get install openjdk-{JAVA}-jre-headless). 다른 곳에 있으면 JAVA_HOME에 적으세요.",
            f"{had[1]}; Spark needs Java {JAVA} or newer (such as apt-get install openjdk-{JAVA}-jre-headless); "
            f"say where it is in JAVA_HOME",
        )


class MasterUnusable(ClusterProblem):
    """Spark does not start, or not with this master. detail: in Spark's words; None where it is no master at all."""

    def __init__(self, master: str, detail: str | None) -> None:
        forms, told = "local[2], spark://HOST:7077, yarn, k8s://…", "" if detail is None else f": {detail}"
        super().__init__(
            f"마스터 '{master}'(으)로 Spark를 시작할 수 없습니다 ({forms}){told}",
            f"Spark does not start with the master '{master}' ({forms}){told}",
        )


class BlocksUnfit(ClusterProblem):
    """The folder holds no blocks, or blocks of another version, day or kind than is asked for."""


def of_another_version(found: object, ours: int) -> BlocksUnfit:
    """The refusal of a folder or a block of another form."""
    return BlocksUnfit(
        f"블록의 판이 {found}인데 이 마당은 {ours}판을 읽습니다. `madang cluster write`로 다시 쓰세요.",
        f"blocks of version {found}, and this Madang reads {ours}: write them anew with `madang cluster write`",
    )


class LawDiffers(ClusterProblem):
    """A worker has another version of the rules installed than the driver."""

    def __init__(self, here: str, there: str) -> None:
        super().__init__(
            f"작업 노드의 마당이 다릅니다 (노드 {here}, 드라이버 {there}). 모든 노드에 같은 판을 설치하세요.",
            f"this worker has another Madang (worker {here}, driver {there}): install the same one on every node",
        )


class WorkStopped(ClusterProblem):
    """A worker could not work out a block. block: its number; None where none is known."""

    def __init__(self, block: int | None, detail: str) -> None:
        of = ("" if block is None else f" {block}번 블록에서", "" if block is None else f" at block {block}")
        super().__init__(f"작업이{of[0]} 멈추었습니다: {detail}", f"the work stopped{of[1]}: {detail}")
        self.block = block
