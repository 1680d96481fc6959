package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AddressesTest {
  @Test
  void an_address_has_as_many_as_it_may() {
    var addresses = new Addresses(2);
    assertThat(addresses.enter("192.0.2.1")).isTrue();
    assertThat(addresses.enter("192.0.2.1")).isTrue();
    assertThat(addresses.enter("192.0.2.1")).isFalse();
    assertThat(addresses.enter("192.0.2.2")).isTrue();
    addresses.leave("192.0.2.1");
    assertThat(addresses.enter("192.0.2.1")).isTrue();
    assertThat(addresses.enter("192.0.2.1")).isFalse();
  }

  @Test
  void addresses_of_one_customer_count_as_one() {
    var addresses = new Addresses(1);
    assertThat(addresses.enter("2001:db8:1:2::1")).isTrue();
    assertThat(addresses.enter("2001:db8:1:2:ffff::9")).isFalse();
    assertThat(addresses.enter("2001:db8:1:3::1")).isTrue();
    addresses.leave("2001:db8:1:2:7::7");
    assertThat(addresses.enter("2001:db8:1:2::1")).isTrue();
  }

  @Test
  void nothing_is_kept_of_who_left() throws InterruptedException {
    var addresses = new Addresses(50);
    var in = new AtomicInteger();
    Runnable comeAndGo =
        () -> {
          for (int i = 0; i < 10_000; i++) {
            if (addresses.enter("::" + i % 7)) {
              in.incrementAndGet();
              addresses.leave("::" + i % 7);
            }
          }
        };
    Thread one = Thread.ofVirtual().start(comeAndGo);
    Thread two = Thread.ofVirtual().start(comeAndGo);
    one.join();
    two.join();
    assertThat(in).hasValue(20_000);
    assertThat(addresses.size()).isZero();
  }
}
