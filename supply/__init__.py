"""What precheck is made of: licences, a bill of materials, known vulnerabilities."""
