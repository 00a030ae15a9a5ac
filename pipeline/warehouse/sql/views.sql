-- The same numbers with labels, for people and spreadsheets. The labels are copied into mart.* so that the views work
-- however the file is opened (in a catalog called survey, DuckDB cannot tell the schema survey from the catalog).
CREATE TABLE mart.item_label AS
SELECT wave, variable, question, number, position, scale, assumed, label_de AS item_de, label_en AS item_en
FROM survey.item;

CREATE TABLE mart.level_label AS
SELECT grouping, level, position, label_de AS level_de, label_en AS level_en FROM survey.classification_level;

CREATE TABLE mart.code_label AS
SELECT scale, code, position, label_de AS answer_de, label_en AS answer_en FROM survey.scale_option
UNION ALL
SELECT s.scale, m.missing_kind, 1010 + m.missing_kind, m.label_de, m.label_en
FROM (SELECT DISTINCT scale FROM survey.scale_option) AS s
CROSS JOIN survey.missing_kind AS m
ORDER BY scale, position;

CREATE VIEW mart.distribution_labelled AS
SELECT
    d.wave, d.variable, i.item_de, i.item_en, d.grouping, l.level_de, l.level_en,
    c.answer_de, c.answer_en, d.n, d.share, i.assumed
FROM mart.distribution AS d
JOIN mart.item_label AS i USING (wave, variable)
JOIN mart.level_label AS l USING (grouping, level)
JOIN mart.code_label AS c ON c.scale = i.scale AND c.code = d.code;

CREATE VIEW mart.likert_mean_labelled AS
SELECT
    k.wave, k.variable, i.item_de, i.item_en, k.grouping, l.level_de, l.level_en,
    k.* EXCLUDE (wave, variable, grouping, level), i.assumed
FROM mart.likert_mean AS k
JOIN mart.item_label AS i USING (wave, variable)
JOIN mart.level_label AS l USING (grouping, level);
