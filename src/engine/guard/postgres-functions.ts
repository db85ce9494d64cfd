const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Functions a statement may call: pure, bounded, over its arguments only. Anything else is refused. */
export const postgresFunctions: ReadonlySet<string> = new Set([
  ...words(
    'count sum avg min max bool_and bool_or every string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg any_value',
  ),
  ...words(
    'stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop covar_samp regr_slope regr_intercept regr_r2 regr_count',
  ),
  ...words('percentile_cont percentile_disc mode bit_and bit_or'),
  ...words('row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value'),
  ...words('lower upper initcap length char_length character_length octet_length trim btrim ltrim rtrim substr substring left right'),
  ...words(
    'replace translate position strpos starts_with split_part reverse concat concat_ws overlay lpad rpad ascii chr md5 quote_literal',
  ),
  ...words('regexp_replace regexp_match regexp_matches regexp_substr regexp_count regexp_like regexp_instr regexp_split_to_array'),
  ...words('similar_to_escape like_escape normalize is_normalized unaccent to_hex string_to_array array_to_string'),
  ...words('abs ceil ceiling floor round trunc sign mod div power pow sqrt cbrt exp ln log log10 width_bucket degrees radians pi'),
  ...words('sin cos tan asin acos atan atan2 gcd lcm random greatest least scale trim_scale numeric_inc'),
  ...words(
    'date_trunc date_part extract age date_bin make_date make_time make_timestamp make_timestamptz make_interval to_date to_timestamp',
  ),
  ...words('to_char to_number now current_date current_timestamp clock_timestamp statement_timestamp transaction_timestamp timezone'),
  ...words('justify_days justify_hours justify_interval isfinite date overlaps'),
  ...words('text varchar numeric int4 int8 float8 timestamp timestamptz time interval bool'),
  ...words('coalesce nullif num_nonnulls num_nulls'),
  ...words('json_extract_path json_extract_path_text jsonb_extract_path jsonb_extract_path_text json_array_length jsonb_array_length'),
  ...words('json_typeof jsonb_typeof json_build_object jsonb_build_object json_build_array jsonb_build_array to_json to_jsonb row_to_json'),
  ...words('jsonb_set jsonb_insert jsonb_strip_nulls json_strip_nulls jsonb_pretty jsonb_path_exists jsonb_path_query_first'),
  ...words(
    'json_array_elements json_array_elements_text jsonb_array_elements jsonb_array_elements_text jsonb_object_keys json_object_keys',
  ),
  ...words('json_each json_each_text jsonb_each jsonb_each_text'),
  ...words('array_length cardinality array_position array_append array_remove unnest array_upper array_lower'),
  ...words('gen_random_uuid uuidv4 uuidv7 hashtext generate_series'),
])

/** Functions whose result grows with a number they are given: its position, and the largest allowed. */
export const boundedLengths: Readonly<Record<string, number>> = { lpad: 1, rpad: 1 }
export const longestPadding = 10_000

/** Types a value may be cast to or a column may have; enumerations of the workspace are allowed besides. */
export const postgresTypes: ReadonlySet<string> = new Set([
  ...words('int2 int4 int8 smallint integer int bigint numeric decimal float4 float8 real money'),
  ...words('text varchar bpchar char character citext'),
  ...words('bool boolean date time timetz timestamp timestamptz interval uuid json jsonb bytea bit varbit'),
  ...words('smallserial serial bigserial serial2 serial4 serial8 inet cidr macaddr'),
  ...words('daterange tsrange tstzrange int4range int8range numrange'),
])

export const postgresOperators: ReadonlySet<string> = new Set([
  ...words('+ - * / % ^ = <> != < > <= >= || ~ ~* !~ !~* ~~ ~~* !~~ !~~* -> ->> #> #>> @> <@ ? ?| ?& && |/ ||/ @ & | # << >> #- ^@ -|-'),
])
