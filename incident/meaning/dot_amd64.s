#include "textflag.h"

// func dotNarrow(v, w *Vector) int32
//
// SSE2, which every amd64 processor has: sixteen numbers at a time are widened to 16 bits, and multiplied and added in pairs.
TEXT ·dotNarrow(SB), NOSPLIT, $0-20
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

// func dotWide(v, w *Vector) int32
//
// AVX2: sixteen numbers at a time are widened to 16 bits, and multiplied and added in pairs.
TEXT ·dotWide(SB), NOSPLIT, $0-20
	MOVQ  v+0(FP), SI
	MOVQ  w+8(FP), DI
	VPXOR Y0, Y0, Y0 // eight sums, and eight more
	VPXOR Y3, Y3, Y3
	XORQ  AX, AX

next:
	VPMOVSXBW (SI)(AX*1), Y1
	VPMOVSXBW (DI)(AX*1), Y2
	VPMADDWD  Y2, Y1, Y1
	VPADDD    Y1, Y0, Y0
	VPMOVSXBW 16(SI)(AX*1), Y4
	VPMOVSXBW 16(DI)(AX*1), Y5
	VPMADDWD  Y5, Y4, Y4
	VPADDD    Y4, Y3, Y3
	ADDQ      $32, AX
	CMPQ      AX, $256 // Dims
	JLT       next

	VPADDD       Y3, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDD       X1, X0, X0
	VPSHUFD      $0x4e, X0, X1
	VPADDD       X1, X0, X0
	VPSHUFD      $0xb1, X0, X1
	VPADDD       X1, X0, X0
	VMOVD        X0, AX
	VZEROUPPER
	MOVL         AX, ret+16(FP)
	RET

// func addWide(sum *[Dims]float32, nibbles *[Dims / 2]byte, scale float32)
//
// AVX2: the nibbles of sixteen bytes become 32 numbers, in the order in which they stand, and each of these less 8, times the scale, is
// added to its sum.
TEXT ·addWide(SB), NOSPLIT, $0-20
	MOVQ         sum+0(FP), DI
	MOVQ         nibbles+8(FP), SI
	VBROADCASTSS scale+16(FP), Y0
	MOVL         $0x0f0f0f0f, AX
	VMOVD        AX, X1
	VPBROADCASTD X1, X1
	MOVL         $8, AX
	VMOVD        AX, X2
	VPBROADCASTD X2, Y2
	XORQ         AX, AX

bytes:
	VMOVDQU    (SI)(AX*1), X3
	VPSRLW     $4, X3, X4
	VPAND      X1, X3, X3
	VPAND      X1, X4, X4
	VPUNPCKLBW X4, X3, X5
	VPUNPCKHBW X4, X3, X6
	VPSRLDQ    $8, X5, X7
	VPSRLDQ    $8, X6, X8
	VPMOVZXBD  X5, Y5
	VPMOVZXBD  X7, Y7
	VPMOVZXBD  X6, Y6
	VPMOVZXBD  X8, Y8
	VPSUBD     Y2, Y5, Y5
	VPSUBD     Y2, Y7, Y7
	VPSUBD     Y2, Y6, Y6
	VPSUBD     Y2, Y8, Y8
	VCVTDQ2PS  Y5, Y5
	VCVTDQ2PS  Y7, Y7
	VCVTDQ2PS  Y6, Y6
	VCVTDQ2PS  Y8, Y8
	VMULPS     Y0, Y5, Y5
	VMULPS     Y0, Y7, Y7
	VMULPS     Y0, Y6, Y6
	VMULPS     Y0, Y8, Y8
	VADDPS     (DI), Y5, Y5
	VADDPS     32(DI), Y7, Y7
	VADDPS     64(DI), Y6, Y6
	VADDPS     96(DI), Y8, Y8
	VMOVUPS    Y5, (DI)
	VMOVUPS    Y7, 32(DI)
	VMOVUPS    Y6, 64(DI)
	VMOVUPS    Y8, 96(DI)
	ADDQ       $128, DI
	ADDQ       $16, AX
	CMPQ       AX, $128 // Dims / 2
	JLT        bytes

	VZEROUPPER
	RET
