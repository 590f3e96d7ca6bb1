package io.github.cameltimelines.hub.console;

/** Which colour the status of a delivery has, wherever it stands; the word is always beside it. */
public final class DeliveryLook {

    private DeliveryLook() {}

    /**
     * @param status as the API has it
     * @return the class of the styles
     */
    public static String of(String status) {
        return switch (status) {
            case "delivered" -> "ok";
            case "given_up" -> "bad";
            case "retrying" -> "wait";
            default -> "idle";
        };
    }
}
