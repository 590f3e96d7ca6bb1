package io.github.cameltimelines.emulator;

/** A Cloud API number. Its id is a number; Meta's ids are strings of digits. */
record WabaAccount(long id, String metaPhoneId, String metaWabaId, String phone, String name) {

    @Override
    public String toString() {
        return "WabaAccount[" + id + "]";
    }
}
