"""Texts of projets sociaux validated in Palier -> a table: a version that the register does not tell yet counts all the same.

Each was frozen in a file of its own (social_project/), which is only ever added to. Figures take it in at the next build.
"""

from __future__ import annotations

import json
from datetime import date

from pipelines.folder import data_folder
from pipelines.store import Connection, insert


def write_validated_texts(con: Connection) -> None:
    """Table `validated_texts`: one row a version validated here, of a residence of the list.

    Not one that the register holds by its name or its day of validation: a version told twice is one version, the register's. It stands
    for a whole text: a line of `lines`, without a sheet nor a row.
    """
    con.execute(
        "create table validated_texts (source_row varchar, residence varchar, version varchar, validated_on date, load_id varchar, "
        "file varchar, loaded_by varchar, loaded_at varchar, sheet varchar, sheet_row integer)"
    )
    rows = []
    for path in sorted((data_folder() / "social_projects").glob("*/[!.]*.json")):
        act = json.loads(path.read_text("utf-8"))
        if act["kind"] != "validated":
            continue
        told = act["content"]
        row = f"texte/{told['residence']}/{act['number']}"
        day, file = (
            date.fromisoformat(told["validated_on"]),
            f"Texte validé dans Palier, version {told['version']}",
        )
        rows.append(
            (row, told["residence"], told["version"], day, None, file, told["by"], told["at"], None, None)
        )
    insert(con, "validated_texts", rows)
    con.execute(
        """
        delete from validated_texts
        where residence not in (select residence from residences)
            or exists (
                select 1 from social_projects as known
                where known.residence = validated_texts.residence
                    and (known.version = validated_texts.version or known.validated_on = validated_texts.validated_on)
            )
        """
    )
