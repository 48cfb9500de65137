// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorTest} from "../support/CreatorTest.sol";
import {RegistryHandler} from "./RegistryHandler.sol";

/// @dev What each invariant says is in README.md beside this file.
contract CreatorRegistryInvariants is CreatorTest {
    RegistryHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new RegistryHandler(registry, attesterKey);
        targetContract(address(handler));
    }

    function invariant_nothingIsGrantedWrongly() public view {
        assertFalse(handler.grantedWrongly());
    }

    function invariant_authorsAndParentsAreForEver() public view {
        for (uint256 i; i < handler.contentCount(); ++i) {
            (bytes32 id, address author, bytes32 parent) = handler.contents(i);
            assertEq(registry.authorOf(id), author);
            assertEq(registry.parentOf(id), parent);
        }
    }

    function invariant_parentsExistAndComeFirst() public view {
        for (uint256 i; i < handler.contentCount(); ++i) {
            (bytes32 id,,) = handler.contents(i);
            bytes32 parent = registry.parentOf(id);
            if (parent == 0) continue;
            assertNotEq(registry.authorOf(parent), address(0));
            assertLt(handler.placeOf(parent), handler.placeOf(id), "earlier, hence no cycles");
        }
    }

    function invariant_numbersAreOneToOne() public view {
        assertEq(registry.creatorCount(), handler.numbersGiven());
        for (uint256 i; i < handler.accountCount(); ++i) {
            address account = handler.accounts(i);
            uint64 number = registry.numberOf(account);
            assertEq(number, handler.number(account));
            if (number != 0) assertEq(registry.creatorAt(number), account);
        }
        assertEq(registry.creatorAt(0), address(0));
        assertEq(registry.creatorAt(handler.numbersGiven() + 1), address(0));
    }

    function invariant_verifiedIsWhatTheAttesterSaidLast() public view {
        for (uint256 i; i < handler.accountCount(); ++i) {
            address account = handler.accounts(i);
            assertEq(registry.isCreator(account), handler.verified(account));
            assertEq(registry.verifiedNumberOf(account), handler.verified(account) ? handler.number(account) : 0);
        }
    }
}
