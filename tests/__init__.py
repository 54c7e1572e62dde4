"""The tests of policytrail: real servers, a real database, no mocks of what we do not own."""
