"""What is reckoned of counts: how sure a share is, whether it moved, whether a conflict ended for good. One module a question.

Pure functions of numbers: no store, no sight. The choices and their simulations are in the shared notes on statistics; the
reader's version is the page Méthode.
"""

from indicators.statistics.agreement import Agreement, agreement, kappa, pooled_kappa
from indicators.statistics.claims import cases_needed, verdict
from indicators.statistics.comparisons import (
    change,
    decompose,
    detectable_change,
    false_discovery,
    stratified_difference,
    weighted_change,
)
from indicators.statistics.follow_up import (
    Durable,
    Step,
    cumulative_incidence,
    durable_outcomes,
    durable_resolution,
    incidence_curve,
)
from indicators.statistics.shares import nonresponse_range, population_share, survey_interval, wilson
from indicators.statistics.variation import funnel, modified_z, xmr
from indicators.statistics.weights import kish, rake

__all__ = [
    "Agreement",
    "Durable",
    "Step",
    "agreement",
    "cases_needed",
    "change",
    "cumulative_incidence",
    "decompose",
    "detectable_change",
    "durable_outcomes",
    "durable_resolution",
    "false_discovery",
    "funnel",
    "incidence_curve",
    "kappa",
    "kish",
    "modified_z",
    "nonresponse_range",
    "pooled_kappa",
    "population_share",
    "rake",
    "stratified_difference",
    "survey_interval",
    "verdict",
    "weighted_change",
    "wilson",
    "xmr",
]
