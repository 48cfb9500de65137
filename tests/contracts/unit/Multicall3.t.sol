// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";
import {MockWOKB} from "contracts/mocks/MockWOKB.sol";
import {Multicall3} from "contracts/mocks/Multicall3.sol";
import {Test} from "forge-std/Test.sol";
import {IMulticall3} from "forge-std/interfaces/IMulticall3.sol";

/// @dev Called through forge-std's interface of the canonical contract, so a wrong selector or struct fails.
contract Multicall3Test is Test {
    IMulticall3 private multicall = IMulticall3(address(new Multicall3()));
    MockUSDT0 private quote = new MockUSDT0();
    MockWOKB private wokb = new MockWOKB();

    function setUp() public {
        vm.roll(1000);
    }

    function test_aggregate_returnsAllResults() public {
        (uint256 number, bytes[] memory results) = multicall.aggregate(_calls(true));
        assertEq(number, 1000);
        assertEq(results.length, 2);
        assertEq(abi.decode(results[0], (uint8)), 6);
        assertEq(abi.decode(results[1], (string)), "WOKB");
    }

    function test_RevertWhen_OneCallFails() public {
        bytes memory failed = abi.encodeWithSelector(Multicall3.CallFailed.selector, 1);
        vm.expectRevert(failed);
        multicall.aggregate(_calls(false));
        vm.expectRevert(failed);
        multicall.blockAndAggregate(_calls(false));
        vm.expectRevert(failed);
        multicall.tryAggregate(true, _calls(false));
    }

    function test_tryAggregate_reportsFailures() public {
        IMulticall3.Result[] memory results = multicall.tryAggregate(false, _calls(false));
        assertTrue(results[0].success);
        assertFalse(results[1].success);
        (uint256 number, bytes32 hash, IMulticall3.Result[] memory same) =
            multicall.tryBlockAndAggregate(false, _calls(false));
        assertEq(number, 1000);
        assertEq(hash, 0);
        assertEq(abi.encode(same), abi.encode(results));
    }

    function test_aggregate3_eachCallDecides() public {
        IMulticall3.Call3[] memory calls = new IMulticall3.Call3[](2);
        calls[0] = IMulticall3.Call3(address(quote), true, abi.encodeCall(quote.transfer, (address(1), 1)));
        calls[1] = IMulticall3.Call3(address(quote), false, abi.encodeCall(quote.decimals, ()));
        IMulticall3.Result[] memory results = multicall.aggregate3(calls);
        assertFalse(results[0].success);
        assertEq(abi.decode(results[1].returnData, (uint8)), 6);
        calls[0].allowFailure = false;
        vm.expectRevert(abi.encodeWithSelector(Multicall3.CallFailed.selector, 0));
        multicall.aggregate3(calls);
    }

    function test_aggregate3Value_spendsExactlyWhatWasSent() public {
        IMulticall3.Call3Value[] memory calls = new IMulticall3.Call3Value[](2);
        calls[0] = IMulticall3.Call3Value(address(wokb), false, 3, abi.encodeCall(wokb.deposit, ()));
        calls[1] = IMulticall3.Call3Value(address(wokb), false, 4, "");
        multicall.aggregate3Value{value: 7}(calls);
        assertEq(wokb.balanceOf(address(multicall)), 7);
        vm.expectRevert(abi.encodeWithSelector(Multicall3.ValueMismatch.selector, 8, 7));
        multicall.aggregate3Value{value: 8}(calls);
    }

    function test_readsTheChain() public {
        vm.fee(3);
        vm.deal(address(quote), 5);
        assertEq(multicall.getBlockNumber(), 1000);
        assertEq(multicall.getCurrentBlockTimestamp(), block.timestamp);
        assertEq(multicall.getChainId(), block.chainid);
        assertEq(multicall.getBasefee(), 3);
        assertEq(multicall.getCurrentBlockGasLimit(), block.gaslimit);
        assertEq(multicall.getCurrentBlockCoinbase(), block.coinbase);
        assertEq(multicall.getCurrentBlockDifficulty(), block.prevrandao);
        assertEq(multicall.getEthBalance(address(quote)), 5);
        assertEq(multicall.getLastBlockHash(), blockhash(999));
        assertEq(multicall.getBlockHash(998), blockhash(998));
    }

    function _calls(bool good) private view returns (IMulticall3.Call[] memory calls) {
        calls = new IMulticall3.Call[](2);
        calls[0] = IMulticall3.Call(address(quote), abi.encodeCall(quote.decimals, ()));
        calls[1] = good
            ? IMulticall3.Call(address(wokb), abi.encodeCall(wokb.symbol, ()))
            : IMulticall3.Call(address(wokb), abi.encodeCall(wokb.withdraw, (1)));
    }
}
