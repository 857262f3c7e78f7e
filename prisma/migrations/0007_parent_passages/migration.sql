-- Small passages that are searched, and the larger ones around them that are handed on. All of those in a larger one say
-- where it lies and which passage (its ordinal) it begins with; its text is kept once, with that one.
ALTER TABLE search.passage
  ADD COLUMN parent_first integer,
  ADD COLUMN parent_start integer,
  ADD COLUMN parent_end   integer,
  ADD COLUMN parent_body  text;
