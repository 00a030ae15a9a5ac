-- The one pass over the microdata: answers of included respondents counted in the finest cells any grouping needs.
-- Everything in mart.* is derived from this table, never from survey.answer again.
CREATE TEMP TABLE cell AS
SELECT
    a.wave,
    a.variable,
    r.size_class,
    r.state,
    a.code,
    a.value,
    count(*)::INTEGER AS n
FROM survey.answer AS a
JOIN survey.respondent AS r USING (wave, respondent)
WHERE r.included
GROUP BY ALL;

-- The same cells rolled up to every level of every grouping.
CREATE TEMP TABLE group_count AS
SELECT wave, variable, 'all' AS grouping, 0::SMALLINT AS level, code, value, sum(n)::INTEGER AS n
FROM cell
GROUP BY ALL
UNION ALL
SELECT c.wave, c.variable, g.grouping, g.level, c.code, c.value, sum(c.n)::INTEGER AS n
FROM cell AS c
JOIN survey.classification_code AS g
    ON g.answer_code = CASE g.of WHEN 'size_class' THEN c.size_class ELSE c.state END
GROUP BY ALL;
