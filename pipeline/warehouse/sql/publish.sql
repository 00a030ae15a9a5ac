-- The counts with the verdict on each. Kinds of missing answers are told for all respondents only, and not at all where
-- small counts over all respondents are withheld, too.
INSERT INTO mart.distribution
SELECT
    c.wave,
    c.variable,
    c.grouping,
    c.level,
    c.code,
    c.n,
    CASE WHEN c.substantive THEN c.n / nullif(a.n, 0) END AS share,
    CASE
        WHEN c.substantive THEN s.code IS NULL
        ELSE c.grouping <> 'all' OR NOT getvariable('overall')
    END AS suppressed
FROM counted AS c
JOIN mart.answers AS a USING (wave, variable, grouping, level)
LEFT JOIN shown AS s USING (wave, variable, grouping, level, code)
ORDER BY c.wave, c.item_position, c.grouping, c.level_position, c.code_position;
