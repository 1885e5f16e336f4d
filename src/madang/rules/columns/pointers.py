"""Columns as bare pointers for kernels: numba's arrays look at every index, whether it counts from the end, and to hand
a kernel twenty of them one by one costs more than the work of many a kernel.

`column64(address)` and `column8(address)` give what a kernel reads and writes by row; nothing is checked: addresses are
those of a chunk that was examined.
"""

from __future__ import annotations

import operator
from typing import Any

from numba import types
from numba.core.typing.templates import signature
from numba.extending import intrinsic, lower_builtin, models, register_model, type_callable


class ColumnType(types.Type):
    """Whole numbers of one width, side by side."""

    def __init__(self, item: Any) -> None:
        self.item = item
        super().__init__(name=f"Column({item})")


@register_model(ColumnType)
class _ColumnModel(models.PrimitiveModel):
    def __init__(self, manager: Any, type_: ColumnType) -> None:
        super().__init__(manager, type_, manager.lookup(type_.item).get_data_type().as_pointer())


def _at_address(item: Any) -> Any:
    def write(typingctx: Any, address: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.inttoptr(args[0], context.get_data_type(signature.return_type))

        return ColumnType(item)(types.int64), generate

    return intrinsic(write)


column64, column8 = _at_address(types.int64), _at_address(types.int8)


@type_callable(operator.getitem)
def _type_of_item(context: Any) -> Any:
    def typer(column: Any, row: Any) -> Any:
        return types.int64 if isinstance(column, ColumnType) and isinstance(row, types.Integer) else None

    return typer


@lower_builtin(operator.getitem, ColumnType, types.Integer)
def _item(context: Any, builder: Any, signature: Any, args: Any) -> Any:
    row = context.cast(builder, args[1], signature.args[1], types.int64)
    return context.cast(builder, builder.load(builder.gep(args[0], [row])), signature.args[0].item, types.int64)


@type_callable(operator.setitem)
def _type_of_setting(context: Any) -> Any:
    def typer(column: Any, row: Any, value: Any) -> Any:
        whole = isinstance(row, types.Integer) and isinstance(value, (types.Integer, types.Boolean))
        return signature(types.none, column, row, value) if isinstance(column, ColumnType) and whole else None

    return typer


@lower_builtin(operator.setitem, ColumnType, types.Integer, types.Any)
def _set_item(context: Any, builder: Any, signature: Any, args: Any) -> Any:
    row = context.cast(builder, args[1], signature.args[1], types.int64)
    value = context.cast(builder, args[2], signature.args[2], signature.args[0].item)
    builder.store(value, builder.gep(args[0], [row]))
    return context.get_dummy_value()
