SELECT stored_steps.*
FROM stored_steps
JOIN runs ON runs.execution_arn = stored_steps.execution_arn AND runs.batch = stored_steps.batch
