package io.github.cameltimelines.api;

/**
 * One call of an operation: what goes out, and what is read from the answer.
 *
 * @param path with query, as it must stand on the wire
 * @param body null if none may be sent
 * @param expected of the answer's text, which has ids and no contents
 */
record OperationSample(
        Operation<?> operation,
        Arguments arguments,
        String path,
        String body,
        String data,
        String expected) {

    static OperationSample s(
            Operation<?> operation,
            Arguments arguments,
            String path,
            String body,
            String data,
            String expected) {
        return new OperationSample(operation, arguments, path, body, data, expected);
    }

    @Override
    public String toString() {
        return operation.toString();
    }
}
