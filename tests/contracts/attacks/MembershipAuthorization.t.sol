// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipAuthorizationTest} from "../support/MembershipAuthorizationTest.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";

/// @dev Strangers with a fan's signed authorization.
contract MembershipAuthorizationAttacks is MembershipAuthorizationTest {
    address private other;

    function setUp() public override {
        super.setUp();
        other = newCreator("other");
        createTier(other, PRICE, PERIOD, 100, true);
        createTier(other, PRICE, PERIOD, 100, false);
    }

    function test_frontRun_cannotChangeWhatIsBought() public {
        Signed memory stolen = sign(SOULBOUND, PRICE);
        stolen.creator = other;
        _expectRefused(stolen);
        stolen.creator = creator;
        stolen.tier = TRADEABLE;
        _expectRefused(stolen);
        stolen.tier = SOULBOUND;
        stolen.contentId = keccak256("the attacker's post");
        _expectRefused(stolen);
        stolen.contentId = POST;
        stolen.salt = 0;
        _expectRefused(stolen);
        stolen.salt = SALT;
        stolen.fan = friend;
        _expectRefused(stolen);
        stolen.fan = fan;
        send(stolen);
    }

    /// @dev The creator lowers the price to sell the difference as something else.
    function test_frontRun_cannotChangeThePrice() public {
        Signed memory signed = sign(SOULBOUND, PRICE);
        signed.price = PRICE - 1;
        setTier(SOULBOUND, PRICE - 1, 100);
        _expectRefused(signed);
    }

    /// @dev The pass would be lost if the token took the authorization from anybody but this contract.
    function test_frontRun_cannotSpendItAtTheTokenItself() public {
        Signed memory signed = sign(SOULBOUND, PRICE);
        bytes32 nonce = membership.nonceOf(creator, SOULBOUND, PRICE, POST, SALT);
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(membership)));
        usdt.receiveWithAuthorization(
            fan, address(membership), PRICE, 0, signed.validBefore, nonce, signed.v, signed.r, signed.s
        );
        send(signed);
    }

    function test_replay_onAnotherContractOrChainIsRefused() public {
        IMembership second = deploy(address(usdt));
        _expectRefused(signFor(address(second), block.chainid, SOULBOUND, PRICE, POST, SALT));
        _expectRefused(signFor(address(membership), block.chainid + 1, SOULBOUND, PRICE, POST, SALT));
    }

    /// @dev Money that lies here already, or arrives in between, is not taken for the fan's.
    function test_strayMoney_paysForNobody() public {
        usdt.mint(address(membership), PRICE);
        Signed memory stolen = sign(SOULBOUND, PRICE);
        stolen.fan = friend;
        _expectRefused(stolen);
        assertEq(membership.balanceOf(friend), 0);
    }

    function _expectRefused(Signed memory stolen) private {
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        send(stolen);
    }
}
