-- The newest declaration of each source. In sessions that derive, the variable `upcoming_sources` holds
-- declarations that are to hold once all is derived by them: all others see the former ones until then.
CREATE OR REPLACE VIEW tracked AS
WITH declared AS (
    SELECT source_id, recipe_sha256, declaration
    FROM source
    QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY declared_at DESC, recipe_sha256) = 1
),
upcoming AS (
    SELECT unnest(
        getvariable('upcoming_sources')::STRUCT(
            source_id VARCHAR, recipe_sha256 VARCHAR, declaration VARCHAR
        )[],
        recursive := TRUE
    )
)
SELECT
    source_id,
    coalesce(upcoming.recipe_sha256, declared.recipe_sha256) AS recipe_sha256,
    coalesce(upcoming.declaration, declared.declaration) AS declaration
FROM declared
LEFT JOIN upcoming USING (source_id);
