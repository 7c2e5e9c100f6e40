<?php
/**
 * What those who write get: a panel in the block editor, and the same as a meta box in the classic one.
 *
 * @package Sourcemark
 */

defined( 'ABSPATH' ) || exit;

add_action( 'enqueue_block_editor_assets', 'sourcemark_enqueue_editor' );
add_action( 'add_meta_boxes', 'sourcemark_add_meta_box' );
add_action( 'save_post', 'sourcemark_save_meta_box', 10, 2 );
add_action( 'rest_api_init', 'sourcemark_register_rest' );

/**
 * Registers the script of panel, meta box and blocks. Where it runs it takes what it needs of the post editor if that is there.
 */
function sourcemark_register_editor_script() {
	wp_register_script(
		'sourcemark-editor',
		plugins_url( 'editor.js', SOURCEMARK_FILE ),
		array( 'wp-api-fetch', 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-data', 'wp-dom-ready', 'wp-element', 'wp-i18n', 'wp-plugins' ),
		SOURCEMARK_VERSION,
		true
	);
	wp_set_script_translations( 'sourcemark-editor', 'sourcemark' );
	wp_add_inline_script(
		'sourcemark-editor',
		'window.sourcemarkEditor = ' . wp_json_encode(
			array(
				'widget'   => sourcemark_widget_url( 'sourcemark.js' ),
				'language' => str_replace( '_', '-', determine_locale() ),
				'article'  => get_bloginfo( 'language' ),
				'server'   => '' !== sourcemark_server(),
			),
			JSON_HEX_TAG
		) . ';',
		'before'
	);
	wp_register_style( 'sourcemark-editor', plugins_url( 'editor.css', SOURCEMARK_FILE ), array( 'wp-components' ), SOURCEMARK_VERSION );
}

/**
 * Reports whether somebody edits a post that may have checks.
 *
 * @return bool
 */
function sourcemark_is_editing() {
	$screen = function_exists( 'get_current_screen' ) ? get_current_screen() : null;
	return $screen && 'post' === $screen->base && in_array( $screen->post_type, sourcemark_post_types(), true );
}

/**
 * Adds script and style to the block editor.
 */
function sourcemark_enqueue_editor() {
	if ( sourcemark_is_editing() ) {
		wp_enqueue_script( 'sourcemark-editor' );
		wp_enqueue_style( 'sourcemark-editor' );
	}
}

/**
 * Adds the meta box to the classic editor. The block editor has the panel instead.
 */
function sourcemark_add_meta_box() {
	add_meta_box( 'sourcemark', __( 'Checks', 'sourcemark' ), 'sourcemark_meta_box', sourcemark_post_types(), 'normal', 'high', array( '__back_compat_meta_box' => true ) );
}

/**
 * Prints the meta box. Without JavaScript it is a field for the dossier.
 *
 * @param WP_Post $post The post.
 */
function sourcemark_meta_box( $post ) {
	wp_enqueue_script( 'sourcemark-editor' );
	wp_enqueue_style( 'sourcemark-editor' );
	$refused = get_post_meta( $post->ID, SOURCEMARK_REFUSED, true );
	$refused = is_array( $refused ) ? $refused : array();
	wp_nonce_field( 'sourcemark_save_' . $post->ID, 'sourcemark_nonce' );
	if ( $refused ) {
		printf( '<div class="notice notice-error inline"><p>%s</p></div>', esc_html( sourcemark_refusal( $refused['mistakes'] ) . ' ' . __( 'What you typed is still here. Readers see what was saved before.', 'sourcemark' ) ) );
	}
	printf(
		'<div id="sourcemark-meta-box" data-url="%s" data-state="%s"><label for="sourcemark-dossier">%s</label><textarea id="sourcemark-dossier" name="sourcemark_dossier" rows="8" class="large-text code">%s</textarea></div>',
		esc_url( get_permalink( $post ) ),
		esc_attr( wp_json_encode( sourcemark_state( $post->ID ) ) ),
		esc_html__( 'Dossier: its JSON, or its address', 'sourcemark' ),
		esc_textarea( $refused ? $refused['dossier'] : sourcemark_dossier( $post->ID ) )
	);
}

/**
 * Saves what was typed into the meta box. A broken dossier is kept apart, with what is wrong with it.
 *
 * @param int     $post_id The post.
 * @param WP_Post $post    The post.
 */
function sourcemark_save_meta_box( $post_id, $post ) {
	if ( ! isset( $_POST['sourcemark_nonce'], $_POST['sourcemark_dossier'] )
		|| ! wp_verify_nonce( sanitize_key( $_POST['sourcemark_nonce'] ), 'sourcemark_save_' . $post_id )
		|| ( defined( 'DOING_AUTOSAVE' ) && DOING_AUTOSAVE ) || wp_is_post_revision( $post_id )
		|| ! in_array( $post->post_type, sourcemark_post_types(), true ) || ! current_user_can( 'edit_post', $post_id ) ) {
		return;
	}
	$dossier  = sourcemark_sanitize( wp_unslash( $_POST['sourcemark_dossier'] ) ); // phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- sourcemark_sanitize does; tags may be quoted.
	$mistakes = sourcemark_dossier( $post_id ) === $dossier ? array() : sourcemark_mistakes( $dossier );
	if ( ! $mistakes && ! empty( $_POST['sourcemark_mistakes'] ) ) { // Found by the widget in the editor, which reads dossiers as it does for readers.
		$mistakes = array_filter( explode( "\n", sanitize_textarea_field( wp_unslash( $_POST['sourcemark_mistakes'] ) ) ) );
	}
	if ( $mistakes ) {
		update_post_meta(
			$post_id,
			SOURCEMARK_REFUSED,
			wp_slash(
				array(
					'dossier'  => $dossier,
					'mistakes' => $mistakes,
				)
			)
		);
		return;
	}
	delete_post_meta( $post_id, SOURCEMARK_REFUSED );
	if ( '' === $dossier ) {
		delete_post_meta( $post_id, SOURCEMARK_DOSSIER );
	} else {
		update_post_meta( $post_id, SOURCEMARK_DOSSIER, wp_slash( $dossier ) );
	}
}

/**
 * Returns what the server said last about a post, for people.
 *
 * @param int $post_id The post.
 * @return array|null
 */
function sourcemark_state( $post_id ) {
	$state = get_post_meta( $post_id, SOURCEMARK_STATE, true );
	if ( ! sourcemark_server() || ! is_array( $state ) ) {
		return null;
	}
	return array(
		'at'       => wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), $state['at'] ),
		'error'    => $state['error'] ?? '',
		'rendered' => 'annotated' === ( $state['rendered'] ?? '' ),
		'reason'   => $state['reason'] ?? '',
	);
}

/**
 * Adds to the REST API what the editor asks for.
 */
function sourcemark_register_rest() {
	register_rest_field(
		sourcemark_post_types(),
		'sourcemark',
		array(
			'get_callback' => static function ( $post ) {
				return current_user_can( 'edit_post', $post['id'] ) ? sourcemark_state( $post['id'] ) : null;
			},
			'schema'       => array(
				'type'     => array( 'object', 'null' ),
				'context'  => array( 'edit' ),
				'readonly' => true,
			),
		)
	);
	register_rest_route(
		'sourcemark/v1',
		'/lint',
		array(
			'methods'             => 'POST',
			'permission_callback' => static function () {
				return current_user_can( 'edit_posts' );
			},
			'args'                => array(
				'dossier' => array(
					'type'              => 'string',
					'required'          => true,
					'sanitize_callback' => 'sourcemark_sanitize',
				),
			),
			'callback'            => static function ( $request ) {
				if ( ! sourcemark_server() || ! sourcemark_is_json( $request['dossier'] ) || strlen( $request['dossier'] ) > SOURCEMARK_LONGEST ) {
					return array( 'findings' => array() );
				}
				return sourcemark_ask( '/v1/lint', $request['dossier'] );
			},
		)
	);
}
