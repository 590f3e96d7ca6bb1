package io.github.cameltimelines.emulator;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a workspace in its file: shortly after each change, and when it is closed. */
final class Keeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    /** Changes come in flocks, and a flock is written once. */
    private static final long AFTER_MS = 50;

    private final Workspace workspace;
    private final WorkspaceFile file;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile boolean unsaved;
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "timelines-emulator-file");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * Fills the workspace with what its file has.
     *
     * @throws EmulatorDataException if the file cannot be read, or is another emulator's
     */
    Keeper(Workspace workspace, WorkspaceFile file) {
        this.workspace = workspace;
        this.file = file;
        try {
            file.readInto(workspace);
        } catch (EmulatorDataException e) {
            file.close();
            throw e;
        }
        workspace.onChange(this::changed);
    }

    private void changed() {
        unsaved = true;
        if (due.compareAndSet(false, true)) {
            writer.schedule(this::write, AFTER_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void write() {
        due.set(false);
        unsaved = false;
        try {
            file.write(workspace.read(() -> Memory.of(workspace)));
        } catch (IOException e) {
            unsaved = true;
            LOG.warn("The emulator's workspace could not be kept in {}: {}", file, e.toString());
        }
    }

    /** What changes from now on is not kept. */
    @Override
    public void close() {
        workspace.onChange(() -> {});
        writer.execute(
                () -> {
                    if (unsaved) {
                        write();
                    }
                });
        writer.shutdown();
        try {
            if (!writer.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("The emulator's workspace could not be kept in {} in time", file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
