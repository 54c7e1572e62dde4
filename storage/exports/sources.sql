SELECT
    source_id,
    json_extract_string(declaration, '$.service_id') AS service_id,
    json_extract_string(declaration, '$.service') AS service,
    json_extract_string(declaration, '$.policy_type') AS policy_type,
    json_extract_string(declaration, '$.url') AS url,
    json_extract_string(declaration, '$.fetch') AS fetch,
    json_extract(declaration, '$.every_s')::BIGINT AS every_s,
    json_extract_string(declaration, '$.tags[*]') AS tags,
    recipe_sha256
FROM tracked
ORDER BY source_id
