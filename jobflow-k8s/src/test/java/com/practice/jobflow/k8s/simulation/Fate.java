package com.practice.jobflow.k8s.simulation;

/** Who took a Job away. */
enum Fate {
  USER,
  OPERATOR,
  GARBAGE_COLLECTION,
  TTL
}
