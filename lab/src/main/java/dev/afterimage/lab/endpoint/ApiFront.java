// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Caller;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.endpoint.registry.RegistryAnswers;
import dev.afterimage.lab.endpoint.wire.Address;
import dev.afterimage.lab.endpoint.wire.Protocol;
import dev.afterimage.lab.endpoint.wire.Protocols;
import dev.afterimage.lab.endpoint.wire.Security;
import dev.afterimage.lab.endpoint.wire.Signature;
import dev.afterimage.lab.json.Json;
import java.util.Optional;
import java.util.UUID;

/** The APIs of AWS's services. */
final class ApiFront implements Front {
  private final AccountGate gate;
  private final RegistryAnswers registry;

  ApiFront(AccountGate gate, RegistryAnswers registry) {
    this.gate = requireNonNull(gate, "gate is null");
    this.registry = requireNonNull(registry, "registry is null");
  }

  @Override
  public boolean takes(HttpRequest request) {
    return true;
  }

  @Override
  public Served serve(HttpRequest request) {
    Protocols.Addressed addressed = Protocols.of(request);
    Protocol protocol = addressed.protocol();
    Address address = addressed.address();
    String requestId = UUID.randomUUID().toString();
    Call call = call(address, Json.object(), caller(gate.first(), request, "anonymous"));
    try {
      Signature signature = Security.signature(request, address);
      Account account = account(address, signature);
      Caller caller = caller(account, request, signature.accessKey());
      call = call(address, Json.object(), caller);
      call = call(address, protocol.input(request, address), caller);
      return answer(account, call, addressed, requestId);
    } catch (ServiceException e) {
      return new Served(call, protocol.error(address, e, requestId), e.code());
    }
  }

  private Served answer(Account account, Call call, Protocols.Addressed addressed, String requestId)
      throws ServiceException {
    HttpReply reply =
        gate.ask(
            account,
            call,
            answer ->
                addressed
                    .protocol()
                    .answer(addressed.address(), registry.here(account, call, answer), requestId));
    return new Served(call, reply, "");
  }

  private Account account(Address address, Signature signature) throws ServiceException {
    return gate.in(signature.region())
        .or(() -> Security.isGlobal(signature) ? Optional.of(gate.first()) : Optional.empty())
        .orElseThrow(() -> Security.wrongRegion(address, signature));
  }

  private static Call call(Address address, ObjectNode input, Caller caller) {
    return new Call(address.service(), address.operation(), input, caller);
  }

  private static Caller caller(Account account, HttpRequest request, String user) {
    return new Caller(
        "arn:aws:iam::" + account.id() + ":user/" + user,
        "127.0.0.1",
        request.header("user-agent").orElse("-"));
  }
}
