#include "go_asm.h"
#include "textflag.h"

// ASK asks a question of a tree: Y1 is -1 in the lanes whose input, of the row with the number at asks, is above the bound at above.
#define ASK(asks, above) \
	MOVBLZX      asks(SI), AX; \
	SHLQ         $5, AX; \
	VBROADCASTSS above(SI), Y1; \
	VCMPPS       $0x11, (DX)(AX*1), Y1, Y1

// func scoreWide(trees *tree, n int, rows *[numInputs][forestWidth]float32, sums *[forestWidth]float32)
//
// AVX2. Y2 becomes the number of the leaf, less than zero until the end.
TEXT ·scoreWide(SB), NOSPLIT, $0-32
	MOVQ  trees+0(FP), SI
	MOVQ  n+8(FP), CX
	MOVQ  rows+16(FP), DX
	MOVQ  sums+24(FP), DI
	VPXOR Y0, Y0, Y0 // the sums
	VPXOR Y9, Y9, Y9

next:
	ASK(tree_asks+0, tree_above+0)
	VPADDD Y1, Y1, Y2
	ASK(tree_asks+1, tree_above+4)
	VPADDD Y1, Y2, Y2
	VPADDD Y2, Y2, Y2
	ASK(tree_asks+2, tree_above+8)
	VPADDD Y1, Y2, Y2
	VPADDD Y2, Y2, Y2
	ASK(tree_asks+3, tree_above+12)
	VPADDD Y1, Y2, Y2
	VPSUBD Y2, Y9, Y2

	// Eight leaves stand in a register: the lower bits choose one in each half of the tree, the highest bit chooses the half.
	VMOVUPS   tree_leaf+0(SI), Y3
	VMOVUPS   tree_leaf+32(SI), Y4
	VPERMPS   Y3, Y2, Y3
	VPERMPS   Y4, Y2, Y4
	VPSLLD    $28, Y2, Y5
	VBLENDVPS Y5, Y4, Y3, Y3
	VADDPS    Y3, Y0, Y0
	ADDQ      $tree__size, SI
	DECQ      CX
	JNZ       next

	VMOVUPS Y0, (DI)
	VZEROUPPER
	RET
