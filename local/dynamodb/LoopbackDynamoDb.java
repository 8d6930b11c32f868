import java.io.IOException;
import java.util.Arrays;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Amazon's DynamoDB Local on a port of this machine only, a free one when it is 0: its own main class listens on every interface and has
 * no option for the host. Takes the options of DynamoDB Local, says its port on standard output, and ends when standard
 * input does: a parent that is killed has no other way to end it.
 */
final class LoopbackDynamoDb {
  public static void main(String[] options) throws Exception {
    DynamoDBProxyServer database = ServerRunner.createServerFromCommandLineArgs(options);
    ServerConnector connector = connectorOf(database);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.getInteger("port"));
    database.safeStart();
    System.out.println("port " + connector.getLocalPort());
    awaitEndOfInput();
    System.exit(0);
  }

  /** DynamoDB Local keeps its server to itself; a release that keeps it elsewhere is an error here. */
  private static ServerConnector connectorOf(DynamoDBProxyServer database) throws ReflectiveOperationException {
    var field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    var connectors = ((Server) field.get(database)).getConnectors();
    if (connectors.length == 1 && connectors[0] instanceof ServerConnector only) return only;
    throw new IllegalStateException("DynamoDB Local has other connectors: " + Arrays.toString(connectors));
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() != -1) continue;
  }
}
