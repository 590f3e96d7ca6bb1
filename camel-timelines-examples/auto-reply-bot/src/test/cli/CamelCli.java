import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** What {@code camel} starts; CamelJBangMain has no main method. Run from source by CamelCliIT. */
public class CamelCli {
    public static void main(String[] arguments) {
        CamelJBangMain.run(arguments);
    }
}
