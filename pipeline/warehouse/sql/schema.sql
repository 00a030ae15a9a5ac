-- The tables of the warehouse. survey.* is what respondents said, mart.* what is counted from it.
-- Codes are integers; their labels stand in survey.scale_option and survey.classification_level,
-- and the views of views.sql join the two for people.

CREATE SCHEMA raw;
CREATE SCHEMA survey;
CREATE SCHEMA mart;

-- One row per file that was read; the rows themselves are in raw."<wave>".
CREATE TABLE raw.source_file (
    wave        VARCHAR NOT NULL,
    path        VARCHAR NOT NULL,    -- relative to the project
    sha256      VARCHAR NOT NULL,
    size        BIGINT NOT NULL,     -- bytes
    "rows"      INTEGER NOT NULL,
    tool        VARCHAR NOT NULL,
    settings    VARCHAR NOT NULL,    -- JSON: what was sniffed (format, separator, heading, answers, ...)
    ingested_at TIMESTAMP NOT NULL,  -- UTC
    PRIMARY KEY (wave, path)
);

CREATE TABLE survey.wave (
    wave          VARCHAR PRIMARY KEY,
    questionnaire VARCHAR NOT NULL,  -- the file of questionnaire/waves/ that the wave answers
    title_de      VARCHAR NOT NULL,
    title_en      VARCHAR NOT NULL,
    field_start   DATE NOT NULL,
    field_end     DATE NOT NULL,
    invited       INTEGER,
    status        VARCHAR NOT NULL,  -- complete | reconstructed (the instrument)
    provenance    VARCHAR NOT NULL CHECK (provenance IN ('real', 'synthetic')),
    source        VARCHAR NOT NULL,
    tool          VARCHAR NOT NULL,
    exported_at   TIMESTAMP,
    unit_source   VARCHAR CHECK (unit_source IN ('token', 'ags')),  -- of what a unit is the pseudonym; NULL without tokens
    ags_date      DATE,              -- the day for which the keys of the municipalities hold
    open_answers  VARCHAR NOT NULL CHECK (open_answers IN ('published', 'withheld'))
);

CREATE TABLE survey.scale_option (
    scale        VARCHAR NOT NULL,
    code         SMALLINT NOT NULL,
    position     SMALLINT NOT NULL,  -- printed order, from 1
    value        DOUBLE,             -- what the answer is worth in a mean
    label_de     VARCHAR NOT NULL,
    label_en     VARCHAR NOT NULL,
    missing_kind SMALLINT,           -- set where the option stands for a missing answer
    PRIMARY KEY (scale, code)
);

CREATE TABLE survey.missing_kind (
    missing_kind SMALLINT PRIMARY KEY,
    name         VARCHAR NOT NULL,
    label_de     VARCHAR NOT NULL,
    label_en     VARCHAR NOT NULL
);

CREATE TABLE survey.item (
    wave     VARCHAR NOT NULL,
    variable VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    item     VARCHAR,
    number   SMALLINT,              -- printed number of the question
    position SMALLINT NOT NULL,     -- order in the wave, from 1
    scale    VARCHAR NOT NULL,
    kind     VARCHAR NOT NULL CHECK (kind IN ('choice', 'number', 'text')),
    assumed  BOOLEAN NOT NULL DEFAULT FALSE,  -- invented answers that follow no published number
    label_de VARCHAR NOT NULL,
    label_en VARCHAR NOT NULL,
    PRIMARY KEY (wave, variable)
);

-- The levels of every grouping; grouping 'all' has the one level 0.
CREATE TABLE survey.classification_level (
    grouping VARCHAR NOT NULL,
    level    SMALLINT NOT NULL,
    position SMALLINT NOT NULL,
    id       VARCHAR NOT NULL,
    label_de VARCHAR NOT NULL,
    label_en VARCHAR NOT NULL,
    short_de VARCHAR NOT NULL,
    short_en VARCHAR NOT NULL,
    PRIMARY KEY (grouping, level)
);

-- The recode behind a grouping: which answer of which question puts a respondent into which level.
CREATE TABLE survey.classification_code (
    grouping    VARCHAR NOT NULL,
    of          VARCHAR NOT NULL CHECK (of IN ('size_class', 'state')),
    answer_code SMALLINT NOT NULL,
    level       SMALLINT NOT NULL,
    PRIMARY KEY (grouping, answer_code)
);

CREATE TABLE survey.respondent (
    wave         VARCHAR NOT NULL,
    respondent   INTEGER NOT NULL,  -- row number in the export, from 1
    unit         VARCHAR,           -- keyed pseudonym of the municipality; NULL without a token, or if it is not listed
    source_id    VARCHAR NOT NULL,  -- the export's own response id
    size_class   SMALLINT,
    size_group   SMALLINT,
    state        SMALLINT,
    region       SMALLINT,
    completed    BOOLEAN NOT NULL,  -- submitted
    included     BOOLEAN NOT NULL,  -- counted in results
    status       VARCHAR NOT NULL CHECK (status IN ('complete', 'partial', 'opened', 'test', 'duplicate')),
    started_at   TIMESTAMP,
    submitted_at TIMESTAMP,
    weight       DOUBLE,
    provenance   VARCHAR NOT NULL,
    PRIMARY KEY (wave, respondent)
);

-- Mergers since a wave, as far as they are known: under which pseudonym a unit goes on, NULL if it was divided.
CREATE TABLE survey.successor (
    wave      VARCHAR NOT NULL,
    unit      VARCHAR NOT NULL,
    successor VARCHAR,
    since     DATE NOT NULL
);

-- One row per respondent and variable. code is negative (= missing_kind) where nothing was answered.
CREATE TABLE survey.answer (
    wave         VARCHAR NOT NULL,
    respondent   INTEGER NOT NULL,
    variable     VARCHAR NOT NULL,
    code         SMALLINT NOT NULL,
    value        DOUBLE,
    missing_kind SMALLINT
);

CREATE TABLE survey.open_answer (
    wave       VARCHAR NOT NULL,
    respondent INTEGER NOT NULL,
    variable   VARCHAR NOT NULL,
    text       VARCHAR NOT NULL
);

CREATE TABLE survey.rejected (
    wave       VARCHAR NOT NULL,
    source_row INTEGER NOT NULL,  -- data row in the export, from 1
    rule       VARCHAR NOT NULL,
    reason     VARCHAR NOT NULL,
    "row"      VARCHAR NOT NULL   -- JSON, without personal columns
);

-- How the cells of the export became cells of the warehouse; "cells" adds up per wave.
CREATE TABLE survey.cell_account (
    wave    VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    cells   BIGINT NOT NULL,
    PRIMARY KEY (wave, outcome)
);

-- The sufficient statistic: how many included respondents of a group gave which code.
CREATE TABLE mart.distribution (
    wave     VARCHAR NOT NULL,
    variable VARCHAR NOT NULL,
    grouping VARCHAR NOT NULL,
    level    SMALLINT NOT NULL,
    code     SMALLINT NOT NULL,
    n        INTEGER NOT NULL,
    share    DOUBLE,             -- of the substantive answers; NULL for missing codes and empty groups
    suppressed BOOLEAN NOT NULL  -- withheld from publication
);

CREATE TABLE mart.likert_mean (
    wave       VARCHAR NOT NULL,
    variable   VARCHAR NOT NULL,
    grouping   VARCHAR NOT NULL,
    level      SMALLINT NOT NULL,
    n          INTEGER NOT NULL,  -- substantive answers
    mean       DOUBLE,
    sd         DOUBLE,
    se         DOUBLE,
    ci_low     DOUBLE,
    ci_high    DOUBLE,
    top2       DOUBLE,
    top3       DOUBLE,
    bottom2    DOUBLE,
    median     DOUBLE,
    suppressed BOOLEAN NOT NULL   -- no mean is published: too few answers, or they would give others away
);

-- How many of a group gave a substantive answer.
CREATE TABLE mart.answers (
    wave     VARCHAR NOT NULL,
    variable VARCHAR NOT NULL,
    grouping VARCHAR NOT NULL,
    level    SMALLINT NOT NULL,
    n        INTEGER NOT NULL
);

-- What of a group is published: its n, mean, spread (sd, se, interval), top-2 share, and everything else.
CREATE TABLE mart.publication (
    wave     VARCHAR NOT NULL,
    variable VARCHAR NOT NULL,
    grouping VARCHAR NOT NULL,
    level    SMALLINT NOT NULL,
    n        BOOLEAN NOT NULL,
    mean     BOOLEAN NOT NULL,
    spread   BOOLEAN NOT NULL,
    top2     BOOLEAN NOT NULL,
    "full"   BOOLEAN NOT NULL
);

-- The composition of the sample: included respondents by group.
CREATE TABLE mart.sample (
    wave       VARCHAR NOT NULL,
    grouping   VARCHAR NOT NULL,
    level      SMALLINT NOT NULL,
    n          INTEGER NOT NULL,
    suppressed BOOLEAN NOT NULL
);
