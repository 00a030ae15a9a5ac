-- Every code of every scale at every level, in the questionnaire's order, with its zero where nobody chose it.
INSERT INTO mart.distribution
WITH code_list AS (
    SELECT scale, code, missing_kind IS NULL AS substantive, position FROM survey.scale_option
    UNION ALL
    SELECT s.scale, m.missing_kind, false, 1010 + m.missing_kind
    FROM (SELECT DISTINCT scale FROM survey.scale_option) AS s
    CROSS JOIN survey.missing_kind AS m
),
counted AS (
    SELECT wave, variable, grouping, level, code, sum(n)::INTEGER AS n FROM group_count GROUP BY ALL
),
complete AS (
    SELECT
        i.wave,
        i.variable,
        l.grouping,
        l.level,
        c.code,
        c.substantive,
        coalesce(k.n, 0) AS n,
        i.position AS item_position,
        l.position AS level_position,
        c.position AS code_position
    FROM survey.item AS i
    JOIN code_list AS c USING (scale)
    CROSS JOIN survey.classification_level AS l
    LEFT JOIN counted AS k
        ON k.wave = i.wave AND k.variable = i.variable
        AND k.grouping = l.grouping AND k.level = l.level AND k.code = c.code
)
SELECT
    wave,
    variable,
    grouping,
    level,
    code,
    n,
    CASE
        WHEN substantive
        THEN n / nullif(sum(n) FILTER (WHERE substantive) OVER (PARTITION BY wave, variable, grouping, level), 0)
    END AS share
FROM complete
ORDER BY wave, item_position, grouping, level_position, code_position;
