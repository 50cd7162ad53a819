package com.practice.jobflow.k8s.cluster;

/**
 * What a write left behind.
 *
 * @param uid the object's UID
 * @param resourceVersion its version after the write
 */
public record Written(String uid, String resourceVersion) {}
