package io.github.cameltimelines;

import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.apache.camel.support.service.ServiceSupport;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A servlet container with Camel's servlet, as a Spring Boot application or a WAR has it. */
final class ServletServer extends ServiceSupport {

    private final Server server = new Server();

    ServletServer(int port) {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("localhost");
        connector.setPort(port);
        server.addConnector(connector);
        ServletHolder servlet = new ServletHolder("CamelServlet", new CamelHttpTransportServlet());
        servlet.setInitOrder(1);
        servlet.setAsyncSupported(true);
        servlet.setInitParameter("async", "true");
        ServletContextHandler handler = new ServletContextHandler("/");
        handler.addServlet(servlet, "/*");
        server.setHandler(handler);
    }

    @Override
    protected void doStart() throws Exception {
        server.start();
    }

    @Override
    protected void doStop() throws Exception {
        server.stop();
    }
}
