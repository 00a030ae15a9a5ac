# Weighted means of 62 items by 8 classes with linearised errors: Rscript survey.R <file.csv>
suppressPackageStartupMessages(library(survey))
d <- read.csv(commandArgs(TRUE)[1])
design <- svydesign(ids = ~1, weights = ~weight, data = d)
for (item in sprintf("item_%02d", 1:62))
  r <- svyby(as.formula(paste0("~", item)), ~size_class, design, svymean, na.rm = TRUE)
