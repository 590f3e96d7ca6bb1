package io.github.cameltimelines.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks up the addresses of a name. May block; is called from several threads. */
@FunctionalInterface
public interface NameResolver {

    /** The resolver of the JVM and its cache. */
    NameResolver SYSTEM = InetAddress::getAllByName;

    /**
     * @param name in ASCII, never an address
     * @return at least one address
     * @throws UnknownHostException if the name has none
     */
    InetAddress[] resolve(String name) throws UnknownHostException;
}
