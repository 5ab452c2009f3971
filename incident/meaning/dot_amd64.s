#include "textflag.h"

// func dot(v, w *Vector) int32
//
// SSE2, which every amd64 processor has: sixteen numbers at a time are widened to 16 bits, and multiplied and added in pairs.
TEXT ·dot(SB), NOSPLIT, $0-20
	MOVQ v+0(FP), SI
	MOVQ w+8(FP), DI
	PXOR X0, X0 // four sums
	XORQ AX, AX

next:
	MOVOU     (SI)(AX*1), X1
	MOVOU     (DI)(AX*1), X2
	MOVO      X1, X3
	MOVO      X2, X4
	PUNPCKLBW X1, X1
	PUNPCKLBW X2, X2
	PUNPCKHBW X3, X3
	PUNPCKHBW X4, X4
	PSRAW     $8, X1
	PSRAW     $8, X2
	PSRAW     $8, X3
	PSRAW     $8, X4
	PMADDWL   X2, X1
	PMADDWL   X4, X3
	PADDL     X1, X0
	PADDL     X3, X0
	ADDQ      $16, AX
	CMPQ      AX, $256 // Dims
	JLT       next

	PSHUFD $0x4e, X0, X1
	PADDL  X1, X0
	PSHUFD $0xb1, X0, X1
	PADDL  X1, X0
	MOVL   X0, AX
	MOVL   AX, ret+16(FP)
	RET
