"""What may be read live by whoever is outside: figures of bodies, acts, files and euros. Figures of people come by edition.

domain.md G.4 says what is not concerned by masking: meetings, seats, elections, files, actions, euros; dwellings are with them.
An indicator that is not named here counts people until somebody says otherwise: its totals, cut by month or by category,
could be taken from the published tables, so nobody outside reads them live (statistics.md, section 5.3).
"""

from __future__ import annotations

from access.scope import Sight

OPEN = frozenset(
    {
        # committees, councils, elections, charters, groups
        "candidates_per_seat",
        "charter_status",
        "collective_groups_active",
        "collective_groups_resident_led_share",
        "committee_attendance_rate",
        "committee_meetings_12m",
        "committee_seats_filled_rate",
        "committee_term_days_left",
        "council_meetings_12m",
        "council_parity_ok",
        "election_turnout",
        "first_meeting_delay_days",
        # meetings
        "decision_follow_up_rate",
        "floor_meeting_coverage",
        "meetings_held",
        "minutes_posted_rate",
        "participation_level_share",
        "resident_initiated_share",
        # dwellings
        "occupancy_rate",
        "occupancy_rate_eom",
        "vacancy_commercial_rate",
        "vacancy_over_3m_rate",
        "vacancy_technical_rate",
        # partners
        "active_partners",
        "joint_projects_started",
        "local_body_presentations",
        "partner_agreement_share",
        # projets sociaux
        "action_plan_completion_rate",
        "annual_social_report_readiness",
        "social_project_age_years",
        "social_project_up_to_date_share",
        "update_stage",
        "update_stage_days",
        # professionals' own work: heads of staff and partners at work sessions, of the whole association; no cell of residents'
        # characteristics, which is what G.4 masks. Elections and seats, above, are named there as not concerned.
        "staff_trained_share",
        "tool_using_residences",
        "tools_produced",
        "training_attendances_by_direction",
        "working_group_attendance",
        "working_group_sessions_held",
        # the call itself; its beneficiaries are read once its year is closed, masked (beneficiaries.py), and whether objectives
        # are met is not: « met » beside what was planned bounds a result in people that is secret
        "aap_action_completion_partial_rate",
        "aap_action_completion_rate",
        "aap_budget_execution_rate",
        "aap_cofunding_share",
        "aap_grant_consumption_rate",
        "aap_report_days_left",
        # workbooks
        "field_completeness",
        "row_rejection_rate",
        "upload_timeliness",
    }
)

# What a federation reads besides, of a whole association and a whole year, in no other cut (indicators/federation.py): such
# totals stand in the editions too, where they are never masked.
COMPARED = frozenset(
    {
        "age_60plus_share",
        "conflict_resolution_rate",
        "conflicts_per_100",
        "exits_ordinary_housing_rate",
        "mainstream_referral_share",
        "meeting_attendance_rate",
        "unique_participation_rate",
        "warnings_per_100",
    }
)

# Of those, what an evaluator reads of each residence beside the total, which a perimeter of one residence would tell anyway: of
# bodies, meetings, dwellings, partners, projets sociaux. Not who stood or voted there, nor what came late from there.
APART = OPEN & frozenset(
    {
        "action_plan_completion_rate",
        "active_partners",
        "charter_status",
        "collective_groups_active",
        "collective_groups_resident_led_share",
        "committee_attendance_rate",
        "committee_meetings_12m",
        "committee_seats_filled_rate",
        "council_meetings_12m",
        "council_parity_ok",
        "decision_follow_up_rate",
        "floor_meeting_coverage",
        "joint_projects_started",
        "local_body_presentations",
        "meetings_held",
        "minutes_posted_rate",
        "occupancy_rate",
        "occupancy_rate_eom",
        "participation_level_share",
        "partner_agreement_share",
        "resident_initiated_share",
        "social_project_age_years",
        "social_project_up_to_date_share",
        "update_stage",
        "update_stage_days",
        "vacancy_commercial_rate",
        "vacancy_over_3m_rate",
        "vacancy_technical_rate",
    }
)


def is_read_apart(sight: Sight, name: str) -> bool:
    """Return whether an indicator's figures are read residence by residence within a sight."""
    return sight.by_residence or (sight.role == "evaluateur" and name in APART)


def is_read_live(sight: Sight, name: str) -> bool:
    """Return whether an indicator's figures are read as they are within a sight, and not from an edition."""
    return sight.by_residence or name in OPEN or (sight.role == "federation" and name in COMPARED)
