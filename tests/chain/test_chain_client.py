"""Connections fail in words: dead nodes, wrong chains, web servers that are no nodes."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from planet_chain.chain.client import NodeUnreachable, WrongChain, connect, shown
from planet_chain.devnet.anvil import Anvil, free_port


@pytest.fixture
def web_server() -> Iterator[str]:
    """A web server that answers every POST with a page."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>welcome</html>")

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_right_chain_is_connected(anvil: Anvil) -> None:
    assert connect(anvil.rpc_url, 31337).eth.block_number == 0


def test_another_chain_is_refused_and_both_ids_are_named(anvil: Anvil) -> None:
    with pytest.raises(WrongChain, match="is chain 31337, not 196") as raised:
        connect(anvil.rpc_url, 196)
    assert (raised.value.expected, raised.value.found, raised.value.code) == (196, 31337, "wrong-chain")


def test_a_dead_node_is_named(anvil: Anvil) -> None:
    with pytest.raises(NodeUnreachable, match=r"127\.0\.0\.1:\d+ does not answer \(no connection\)"):
        connect(f"http://127.0.0.1:{free_port()}", 31337)


def test_a_node_that_dies_later_is_named_too(anvil: Anvil) -> None:
    w3 = connect(anvil.rpc_url, 31337)
    anvil.stop()
    with pytest.raises(NodeUnreachable):
        _ = w3.eth.block_number
    with pytest.raises(NodeUnreachable):
        w3.provider.make_batch_request([("eth_chainId", [])])  # type: ignore[attr-defined]  # of our provider


def test_a_web_page_is_no_node(web_server: str) -> None:
    with pytest.raises(NodeUnreachable, match="no JSON-RPC"):
        connect(web_server, 31337)


@pytest.mark.parametrize("url", ["", "nonsense", "http://", "ftp://host"])
def test_what_is_no_url_is_said(url: str) -> None:
    with pytest.raises(NodeUnreachable):
        connect(url, 31337)


def test_keys_in_urls_are_not_shown() -> None:
    assert shown("https://node.example/v1/SECRET?key=SECRET") == "https://node.example/…"
    assert shown("https://user:SECRET@node.example:8545") == "https://node.example:8545"
    assert shown("http://127.0.0.1:8545") == "http://127.0.0.1:8545"
