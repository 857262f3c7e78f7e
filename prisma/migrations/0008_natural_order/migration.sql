-- Orders names as people do: case and accents last, numbers by value ("Invoice 9" before "Invoice 10"). No index uses
-- it, so another ICU needs no rebuilding. A server without ICU falls back to its own order. The old form of the locale
-- is the one that the embedded database understands as well.
DO $$
BEGIN
  CREATE COLLATION "natural_order" (provider = icu, locale = 'und@colNumeric=yes');
EXCEPTION WHEN OTHERS THEN
  CREATE COLLATION "natural_order" FROM "C";
END
$$;
