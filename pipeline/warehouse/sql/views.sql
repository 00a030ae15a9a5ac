-- The same numbers with labels, for people and spreadsheets.
CREATE VIEW mart.distribution_labelled AS
SELECT
    d.wave,
    d.variable,
    i.label_de AS item_de,
    i.label_en AS item_en,
    d.grouping,
    l.label_de AS level_de,
    l.label_en AS level_en,
    coalesce(o.label_de, m.label_de) AS answer_de,
    coalesce(o.label_en, m.label_en) AS answer_en,
    d.n,
    d.share
FROM mart.distribution AS d
JOIN survey.item AS i USING (wave, variable)
JOIN survey.classification_level AS l USING (grouping, level)
LEFT JOIN survey.scale_option AS o ON o.scale = i.scale AND o.code = d.code
LEFT JOIN survey.missing_kind AS m ON m.missing_kind = d.code;

CREATE VIEW mart.likert_mean_labelled AS
SELECT
    k.wave,
    k.variable,
    i.label_de AS item_de,
    i.label_en AS item_en,
    k.grouping,
    l.label_de AS level_de,
    l.label_en AS level_en,
    k.* EXCLUDE (wave, variable, grouping, level)
FROM mart.likert_mean AS k
JOIN survey.item AS i USING (wave, variable)
JOIN survey.classification_level AS l USING (grouping, level);

CREATE VIEW survey.answer_labelled AS
SELECT
    a.wave,
    a.respondent,
    a.variable,
    i.label_de AS item_de,
    i.label_en AS item_en,
    a.code,
    coalesce(o.label_de, m.label_de) AS answer_de,
    coalesce(o.label_en, m.label_en) AS answer_en,
    a.value
FROM survey.answer AS a
JOIN survey.item AS i USING (wave, variable)
LEFT JOIN survey.scale_option AS o ON o.scale = i.scale AND o.code = a.code
LEFT JOIN survey.missing_kind AS m ON m.missing_kind = a.code;
