-- question: what does one trimmed cell of a return say, as a value of its type?
-- grain:    one value; NULL when the cell is blank or cannot be read as that type
-- inputs:   x, the cell as trimmed text
CREATE MACRO text_of(x) AS nullif(upper(x), '');

-- A spreadsheet turns the code 1 into 1.0.
CREATE MACRO code_of(x) AS nullif(upper(CASE WHEN suffix(x, '.0') THEN x[:-3] ELSE x END), '');

-- Only DD/MM/YYYY of this or the last century: any other way to write a date would have to be guessed.
CREATE MACRO day_of(x) AS
    CASE WHEN regexp_full_match(x, '[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}') THEN try_strptime(x, '%d/%m/%Y')::DATE END;

CREATE MACRO whole_of(x) AS CASE WHEN regexp_full_match(code_of(x), '[0-9]{1,4}') THEN code_of(x)::INTEGER END;

CREATE MACRO number_of(x) AS CASE WHEN regexp_full_match(x, '[0-9]{1,6}([.][0-9]{1,6})?') THEN x::DOUBLE END;

-- What is wrong with a cell that should be a date.
CREATE MACRO date_advice(x) AS CASE
    WHEN regexp_full_match(x, '[0-9]{5}([.][0-9]+)?') THEN 'is a number, as Excel keeps a date: expected DD/MM/YYYY'
    WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?') THEN 'has the year first: expected DD/MM/YYYY'
    WHEN regexp_full_match(x, '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}') AND length(x) < 10 THEN
        'is a date without its leading zeros: expected DD/MM/YYYY'
    WHEN regexp_full_match(x, '[0-9]{1,2}[/-].*[/-][0-9]{2}') THEN 'has a year of two digits: expected DD/MM/YYYY'
    ELSE 'is not a real date: expected DD/MM/YYYY'
END;
