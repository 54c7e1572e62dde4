SELECT
    told.change_id,
    transition.source_id,
    transition.ordinal,
    transition.before_sha256,
    transition.after_sha256,
    transition.not_before,
    transition.not_after,
    transition.occurrence,
    told.assessment_sha256
FROM transition
JOIN told
    ON told.source_id = transition.source_id
    AND told.before_sha256 = transition.before_sha256
    AND told.after_sha256 = transition.after_sha256
    AND told.occurrence = transition.occurrence
ORDER BY transition.source_id, transition.ordinal
