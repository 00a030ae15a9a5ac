-- Published numbers with labels, for people and spreadsheets. The labels are copied into mart.* so that the views work
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

-- What may leave the house. mart.distribution, mart.likert_mean and mart.sample hold everything.
CREATE VIEW mart.published_distribution AS
SELECT
    d.wave, d.variable, d.grouping, d.level, d.code,
    CASE WHEN NOT d.suppressed THEN d.n END AS n,
    CASE WHEN NOT d.suppressed AND p.n THEN d.share END AS share,
    CASE WHEN p.n THEN a.n END AS base,
    d.suppressed
FROM mart.distribution AS d
JOIN mart.publication AS p USING (wave, variable, grouping, level)
JOIN mart.answers AS a USING (wave, variable, grouping, level);

CREATE VIEW mart.all_distribution AS
SELECT d.wave, d.variable, d.grouping, d.level, d.code, d.n, d.share, a.n AS base, d.suppressed
FROM mart.distribution AS d
JOIN mart.answers AS a USING (wave, variable, grouping, level);

CREATE VIEW mart.published_likert_mean AS
SELECT
    m.wave, m.variable, m.grouping, m.level,
    CASE WHEN p.n THEN m.n END AS n,
    CASE WHEN p.mean THEN m.mean END AS mean,
    CASE WHEN p.spread THEN m.sd END AS sd,
    CASE WHEN p.spread THEN m.se END AS se,
    CASE WHEN p.spread THEN m.ci_low END AS ci_low,
    CASE WHEN p.spread THEN m.ci_high END AS ci_high,
    CASE WHEN p.top2 THEN m.top2 END AS top2,
    CASE WHEN p."full" THEN m.top3 END AS top3,
    CASE WHEN p."full" THEN m.bottom2 END AS bottom2,
    CASE WHEN p."full" THEN m.median END AS median,
    m.suppressed
FROM mart.likert_mean AS m
JOIN mart.publication AS p USING (wave, variable, grouping, level);

CREATE VIEW mart.published_sample AS
SELECT wave, grouping, level, CASE WHEN NOT suppressed THEN n END AS n, suppressed FROM mart.sample;

CREATE VIEW mart.distribution_labelled AS
SELECT
    d.wave, d.variable, i.item_de, i.item_en, d.grouping, l.level_de, l.level_en,
    c.answer_de, c.answer_en, d.n, d.share, d.base, d.suppressed, i.assumed
FROM mart.published_distribution AS d
JOIN mart.item_label AS i USING (wave, variable)
JOIN mart.level_label AS l USING (grouping, level)
JOIN mart.code_label AS c ON c.scale = i.scale AND c.code = d.code;

CREATE VIEW mart.likert_mean_labelled AS
SELECT
    k.wave, k.variable, i.item_de, i.item_en, k.grouping, l.level_de, l.level_en,
    k.* EXCLUDE (wave, variable, grouping, level), i.assumed
FROM mart.published_likert_mean AS k
JOIN mart.item_label AS i USING (wave, variable)
JOIN mart.level_label AS l USING (grouping, level);
