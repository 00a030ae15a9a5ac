-- Every code of every scale at every level, with its zero where nobody chose it.
CREATE TEMP TABLE counted AS
WITH code_list AS (
    SELECT scale, code, missing_kind IS NULL AS substantive, position FROM survey.scale_option
    UNION ALL
    SELECT s.scale, m.missing_kind, false, 1010 + m.missing_kind
    FROM (SELECT DISTINCT scale FROM survey.scale_option) AS s
    CROSS JOIN survey.missing_kind AS m
),
given AS (
    SELECT wave, variable, grouping, level, code, sum(n)::INTEGER AS n FROM group_count GROUP BY ALL
)
SELECT
    i.wave,
    i.variable,
    l.grouping,
    l.level,
    c.code,
    c.substantive,
    coalesce(g.n, 0) AS n,
    i.position AS item_position,
    l.position AS level_position,
    c.position AS code_position
FROM survey.item AS i
JOIN code_list AS c USING (scale)
CROSS JOIN survey.classification_level AS l
LEFT JOIN given AS g
    ON g.wave = i.wave AND g.variable = i.variable AND g.grouping = l.grouping AND g.level = l.level AND g.code = c.code;

INSERT INTO mart.answers
SELECT wave, variable, grouping, level, sum(n) FILTER (WHERE substantive) AS n
FROM counted
GROUP BY ALL
ORDER BY ALL;
