package com.practice.jobflow.cli.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One level of a structural schema.
 *
 * @param type what the value must be
 * @param preservesUnknown whether fields that are not among {@code properties} may stand here
 * @param nullable whether null is a value
 * @param properties fields by name
 * @param required names of fields that must be there
 * @param additional schema of all further fields; null if there may be none
 * @param items schema of a list's items; null if anything goes
 * @param limits what is asked of text, numbers and sizes
 * @param listKeys fields that together tell items apart; empty if items may be equal
 * @param defaults values of absent key fields, by name
 */
record SchemaNode(
    SchemaType type,
    boolean preservesUnknown,
    boolean nullable,
    Map<String, SchemaNode> properties,
    List<String> required,
    @Nullable SchemaNode additional,
    @Nullable SchemaNode items,
    ValueLimits limits,
    List<String> listKeys,
    Map<String, String> defaults) {}
