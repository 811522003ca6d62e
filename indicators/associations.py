"""Whose figures are read: the one door by which what lies above the pipelines says for which association it works."""

from pipelines.store import FIRST as FIRST
from pipelines.store import NoAssociation as NoAssociation
from pipelines.store import every_association as every_association
from pipelines.store import must_be_told as must_be_told
from pipelines.store import work_for as work_for
from pipelines.store import working_for as working_for
