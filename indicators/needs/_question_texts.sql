-- one row per survey, version and question whose text is on file: what is left of wording and answers once case, accents, signs and
-- spaces (no-break ones too) are put aside, which typography alone may change
select
    survey,
    questionnaire_version,
    question,
    translate(lower(wording), 'àâäéèêëîïôöùûüç    .,;:?!…«»"“”()/-‐‑–—’‘' || chr(39), 'aaaeeeeiioouuuc') as wording_key,
    translate(lower(answers_offered), 'àâäéèêëîïôöùûüç    .,;:?!…«»"“”()/-‐‑–—’‘' || chr(39), 'aaaeeeeiioouuuc') as answers_key
from questions_asked
