package io.github.cameltimelines.pipeline;

import io.github.cameltimelines.pipeline.Halts.Point;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database whose commits, and statements that are a transaction of their own, can be stopped. */
final class HaltingDataSource extends DelegatingDataSource {

    private final Halts halts;

    HaltingDataSource(DataSource target, Halts halts) {
        super(target);
        this.halts = halts;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return proxy(
                Connection.class,
                (method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        return halting(method, connection, arguments);
                    }
                    Object result = call(method, connection, arguments);
                    return result instanceof PreparedStatement statement
                            ? statement(statement, connection)
                            : result;
                });
    }

    private PreparedStatement statement(PreparedStatement statement, Connection connection) {
        return proxy(
                PreparedStatement.class,
                (method, arguments) ->
                        method.getName().equals("executeUpdate") && connection.getAutoCommit()
                                ? halting(method, statement, arguments)
                                : call(method, statement, arguments));
    }

    private Object halting(Method method, Object target, Object[] arguments) throws Throwable {
        halts.pass(Point.BEFORE_COMMIT);
        Object result = call(method, target, arguments);
        halts.pass(Point.AFTER_COMMIT);
        return result;
    }

    private interface Handler {
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        HaltingDataSource.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> handler.handle(method, arguments)));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
