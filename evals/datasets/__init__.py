"""What is measured on: gold questions, claims, public benchmarks, grown libraries."""
