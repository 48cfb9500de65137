// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipAuthorizationTest} from "../support/MembershipAuthorizationTest.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";

/// @dev Joining by a signature, which anybody brings.
contract MembershipAuthorizationUnitTest is MembershipAuthorizationTest {
    function test_join_letsAnyoneBringIt() public {
        Signed memory signed = sign(SOULBOUND, PRICE);
        uint256 before = usdt.balanceOf(fan);
        uint256 id = soulboundId(1, SOULBOUND, fan);
        uint64 end = uint64(begin + uint256(PERIOD) * 1 days);
        vm.expectEmit(address(membership));
        emit IMembership.Joined(id, fan, creator, SOULBOUND, PRICE, uint64(begin), end, POST);
        vm.prank(relayer);
        assertEq(send(signed), id);
        assertEq(membership.ownerOf(id), fan);
        assertEq(before - usdt.balanceOf(fan), PRICE);
        assertEq(usdt.balanceOf(address(membership)), PRICE);
    }

    function test_join_anotherSaltIsAnotherPass() public {
        assertEq(send(sign(TRADEABLE, PRICE)), tradeableId(1, TRADEABLE, 1, fan));
        Signed memory signed = signFor(address(membership), block.chainid, TRADEABLE, PRICE, POST, "other salt");
        assertEq(send(signed), tradeableId(1, TRADEABLE, 2, fan));
    }

    function test_nonceOf_isTheHashOfEverythingSigned() public {
        uint256[2] memory chains = [block.chainid, 1952];
        for (uint256 i = 0; i < 2; ++i) {
            vm.chainId(chains[i]);
            bytes32 expected = keccak256(
                abi.encode(chains[i], address(membership), creator, uint256(TRADEABLE), uint256(7), POST, SALT)
            );
            assertEq(membership.nonceOf(creator, TRADEABLE, 7, POST, SALT), expected);
        }
    }

    function test_RevertWhen_ThePriceIsNotTheSigned() public {
        Signed memory signed = sign(SOULBOUND, PRICE);
        uint96[2] memory prices = [PRICE - 1, PRICE + 1];
        for (uint256 i = 0; i < 2; ++i) {
            setTier(SOULBOUND, prices[i], 100);
            vm.expectRevert(abi.encodeWithSelector(IMembership.PriceChanged.selector, prices[i], PRICE));
            send(signed);
        }
    }

    function test_RevertWhen_TheCreatorIsRevoked() public {
        Signed memory signed = sign(SOULBOUND, PRICE);
        revoke(creator);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NotCreator.selector, creator));
        send(signed);
    }

    function test_RevertWhen_UsedTwice() public {
        Signed memory signed = sign(TRADEABLE, PRICE);
        send(signed);
        bytes32 nonce = membership.nonceOf(creator, TRADEABLE, PRICE, POST, SALT);
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, fan, nonce));
        send(signed);
    }

    function test_RevertWhen_ItIsOver() public {
        Signed memory signed = sign(SOULBOUND, PRICE);
        vm.warp(signed.validBefore);
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009InvalidAuthorizationTime.selector, 0, signed.validBefore));
        send(signed);
    }

    function test_RevertWhen_TheFanIsNobody() public {
        Signed memory signed = sign(SOULBOUND, PRICE);
        signed.fan = address(0);
        vm.expectRevert(IMembership.ZeroAddress.selector);
        send(signed);
    }
}
