package io.github.cameltimelines.delivery;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks names up and checks their addresses, off the threads of the connections: the system's
 * resolver blocks, for seconds if a name's servers are away. One lookup per name at a time, so that
 * such a name costs one thread, however many deliveries wait for it. What is known is remembered by
 * the resolver itself.
 */
final class Lookups implements AutoCloseable {

    private static final int THREADS = 64; // a lookup that hangs takes 10 s and more
    private static final long IDLE_S = 10;

    private final AddressGuard guard;
    private final ThreadPoolExecutor executor;
    private final ConcurrentHashMap<HostName, CompletableFuture<List<InetAddress>>> underWay =
            new ConcurrentHashMap<>();

    Lookups(AddressGuard guard) {
        this.guard = guard;
        executor =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        IDLE_S,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, "timelines-lookup");
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.allowCoreThreadTimeOut(true);
    }

    /** The addresses to dial; fails as {@link AddressGuard#addressesOf} does. */
    CompletableFuture<List<InetAddress>> addressesOf(HostName host) {
        CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
        if (host.literal() != null) {
            look(host, addresses);
            return addresses;
        }
        CompletableFuture<List<InetAddress>> running = underWay.putIfAbsent(host, addresses);
        if (running != null) {
            return running;
        }
        executor.execute(() -> look(host, addresses));
        return addresses;
    }

    private void look(HostName host, CompletableFuture<List<InetAddress>> addresses) {
        try {
            List<InetAddress> found = guard.addressesOf(host);
            underWay.remove(host, addresses);
            addresses.complete(found);
        } catch (Exception | Error e) { // or those who wait would wait for ever
            underWay.remove(host, addresses);
            addresses.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
