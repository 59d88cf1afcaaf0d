"""The OpenAPI document: shapes of the answers, examples, and the `/docs` page."""
