<?php
/**
 * Settings of the site.
 *
 * @package Sourcemark
 */

defined( 'ABSPATH' ) || exit;

const SOURCEMARK_OPTION = 'sourcemark';

add_action( 'admin_menu', 'sourcemark_menu' );
add_action( 'admin_init', 'sourcemark_register_settings' );
add_filter( 'plugin_action_links_' . plugin_basename( SOURCEMARK_FILE ), 'sourcemark_action_links' );

/**
 * Returns one setting, or its default.
 *
 * @param string $name The name of the setting.
 * @return string
 */
function sourcemark_setting( $name ) {
	$all = (array) get_option( SOURCEMARK_OPTION, array() );
	return isset( $all[ $name ] ) ? (string) $all[ $name ] : array(
		'output'   => 'tag',
		'server'   => '',
		'summary'  => 'top',
		'root'     => '',
		'feedback' => '',
	)[ $name ];
}

/**
 * Returns the address of the server that renders posts; '' if the script tag is used.
 *
 * @return string
 */
function sourcemark_server() {
	return 'server' === sourcemark_setting( 'output' ) ? untrailingslashit( sourcemark_setting( 'server' ) ) : '';
}

/**
 * Adds the page of settings.
 */
function sourcemark_menu() {
	add_options_page( __( 'Sourcemark', 'sourcemark' ), __( 'Sourcemark', 'sourcemark' ), 'manage_options', 'sourcemark', 'sourcemark_settings_page' );
}

/**
 * Adds a link to the settings to the list of plugins.
 *
 * @param string[] $links The links of this plugin.
 * @return string[]
 */
function sourcemark_action_links( $links ) {
	array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=sourcemark' ) ), esc_html__( 'Settings', 'sourcemark' ) ) );
	return $links;
}

/**
 * Registers the settings and their fields.
 */
function sourcemark_register_settings() {
	register_setting(
		'sourcemark',
		SOURCEMARK_OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => 'sourcemark_sanitize_settings',
		)
	);
	add_settings_section( 'sourcemark', '', 'sourcemark_settings_intro', 'sourcemark' );
	$fields = array(
		'output'   => array(
			__( 'How checks come into a page', 'sourcemark' ),
			array(
				'tag'    => __( 'By a script from this site. Nothing else is needed.', 'sourcemark' ),
				'server' => __( 'Rendered by your own Sourcemark server when a post is saved. Readers need no JavaScript.', 'sourcemark' ),
			),
			'',
		),
		'server'   => array( __( 'Address of the server', 'sourcemark' ), 'https://checks.example', __( 'Only for rendered posts. The text of a post and its dossier are sent there when the post is saved, and nowhere else.', 'sourcemark' ) ),
		'summary'  => array(
			__( 'Summary', 'sourcemark' ),
			array(
				'top'    => __( 'Before the article', 'sourcemark' ),
				'bottom' => __( 'After the article', 'sourcemark' ),
				'none'   => __( 'None', 'sourcemark' ),
			),
			__( 'Only for the script. In a post that has a summary block, it is there instead.', 'sourcemark' ),
		),
		'root'     => array( __( 'Selector of the article', 'sourcemark' ), '.entry-content', __( 'Only for the script, and only if the article is not found by itself.', 'sourcemark' ) ),
		'feedback' => array( __( 'Where readers report errors', 'sourcemark' ), 'mailto:desk@news.example', __( 'An address that begins with https:// or mailto:. Only for the script; a server has a setting of its own.', 'sourcemark' ) ),
	);
	foreach ( $fields as $name => list( $title, $choices, $help ) ) {
		add_settings_field(
			'sourcemark-' . $name,
			$title,
			'sourcemark_field',
			'sourcemark',
			'sourcemark',
			array(
				'name'      => $name,
				'choices'   => $choices,
				'help'      => $help,
				'label_for' => is_array( $choices ) ? '' : 'sourcemark-' . $name,
			)
		);
	}
}

/**
 * Says where checks are added, which is not here.
 */
function sourcemark_settings_intro() {
	echo '<p>' . esc_html__( 'Checks are added to each post by itself: edit the post, and choose the file of its checks in the panel “Checks”, at the right under “Post”. In the classic editor it is a box below the text.', 'sourcemark' ) . '</p>';
}

/**
 * Prints one field.
 *
 * @param array $field Its name, what may be chosen or an example, and help.
 */
function sourcemark_field( $field ) {
	$name  = SOURCEMARK_OPTION . '[' . $field['name'] . ']';
	$value = sourcemark_setting( $field['name'] );
	if ( is_array( $field['choices'] ) ) {
		echo '<fieldset>';
		foreach ( $field['choices'] as $choice => $label ) {
			printf( '<label><input type="radio" name="%s" value="%s"%s> %s</label><br>', esc_attr( $name ), esc_attr( $choice ), checked( $value, $choice, false ), esc_html( $label ) );
		}
		echo '</fieldset>';
	} else {
		printf( '<input type="text" class="regular-text code" id="%s" name="%s" value="%s" placeholder="%s">', esc_attr( 'sourcemark-' . $field['name'] ), esc_attr( $name ), esc_attr( $value ), esc_attr( $field['choices'] ) );
	}
	if ( $field['help'] ) {
		printf( '<p class="description">%s</p>', esc_html( $field['help'] ) );
	}
}

/**
 * Returns settings as they are kept. What is wrong is said, and stays as it was.
 *
 * @param mixed $given What was typed.
 * @return string[]
 */
function sourcemark_sanitize_settings( $given ) {
	$given = is_array( $given ) ? array_map( 'sanitize_text_field', array_filter( $given, 'is_string' ) ) : array();
	$kept  = array();
	foreach ( array( 'output', 'server', 'summary', 'root', 'feedback' ) as $name ) {
		$value = trim( $given[ $name ] ?? sourcemark_setting( $name ) );
		$right = array(
			'output'   => 'tag|server',
			'server'   => '(https?://[^/?#\s]+[^?#\s]*)?',
			'summary'  => 'top|bottom|none',
			'root'     => '.*',
			'feedback' => '((https://|mailto:)\S+)?',
		)[ $name ];
		if ( ! preg_match( "~^(?:$right)$~", $value ) ) {
			$wanted = 'server' === $name ? __( 'The address of the server must begin with https:// or http://.', 'sourcemark' ) : __( 'The address for reports must begin with https:// or mailto:.', 'sourcemark' );
			add_settings_error( SOURCEMARK_OPTION, $name, $wanted );
			$value = sourcemark_setting( $name );
		}
		$kept[ $name ] = $value;
	}
	if ( 'server' === $kept['output'] && '' === $kept['server'] ) {
		add_settings_error( SOURCEMARK_OPTION, 'output', __( 'Rendered posts need the address of a server. The script is used until there is one.', 'sourcemark' ) );
		$kept['output'] = 'tag';
	}
	return $kept;
}

/**
 * Prints the page of settings.
 */
function sourcemark_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html__( 'Sourcemark', 'sourcemark' ) . '</h1><form action="options.php" method="post">';
	settings_fields( 'sourcemark' );
	do_settings_sections( 'sourcemark' );
	submit_button();
	echo '</form></div>';
}
